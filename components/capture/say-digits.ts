import type { Film } from './film';
import { filmFace } from './film-face';
import type { Instruments, Telling } from './instruments';
import { listen, silence } from './listening/ear';
import { isOver } from './listening/end-of-speech';
import { hintAfter, voiceHint } from './listening/voice-hints';
import { recordSound } from './recorder';

/** What a digit takes on average, in milliseconds of speech: for the progress alone. */
const DIGIT_MS = 400;

interface Said {
  burst: Film;
  mouth: Film;
  sound: Blob;
}

/** Records until so many digits are said, with pictures of the face meanwhile where there is a camera, from when it is `straight` on. */
export async function saidDigits(
  digits: number,
  straight: Promise<void>,
  { stream, video, looks, watchLevels }: Instruments,
  telling: Pick<Telling, 'onVoiceHint' | 'onProgress'>,
  signal: AbortSignal,
): Promise<Said> {
  const from = performance.now();
  let heard = silence(from);
  let unwatch = (): void => undefined;
  const film = filmFace(straight, { video, looks }, from, signal);
  const over = new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    unwatch = watchLevels((level, at) => {
      heard = listen(heard, level, at);
      telling.onVoiceHint(voiceHint(heard));
      telling.onProgress(Math.min(0.95, heard.speech / (digits * DIGIT_MS)));
      if (isOver(heard, digits) && film.suffices(at)) resolve();
    });
  });
  over.catch(() => undefined);
  try {
    const sound = await recordSound(stream, over, signal);
    telling.onVoiceHint(hintAfter(heard, digits));
    return { ...film.taken(), sound };
  } finally {
    unwatch();
    film.stop();
  }
}
