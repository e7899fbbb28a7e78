import { byWidth } from '@/lib/face/tiny/detections';
import {
  BURST_FRAMES,
  LEAST_FRAME_GAP_MS,
  MAX_MOUTH_BYTES,
  MAX_MOUTH_CROPS,
  MOUTH_CROPS_PER_SECOND,
} from '@/lib/media/capture-limits';
import { type Film, type Filming, pick, startFilm } from './film';
import { takeFaceCrop, takeFrame } from './frames';
import type { Instruments, Telling } from './instruments';
import { listen, silence } from './listening/ear';
import { isOver } from './listening/end-of-speech';
import { hintAfter, voiceHint } from './listening/voice-hints';
import { recordSound } from './recorder';
import { thinned } from './thin';

/** Between two frames of the face, in milliseconds: two seconds, the shortest recording, have a whole burst. */
const FRAME_MS = 250;
const CROP_MS = 1000 / MOUTH_CROPS_PER_SECOND;
/** What a digit takes on average, in milliseconds of speech: for the progress alone. */
const DIGIT_MS = 400;

interface Said {
  burst: Film;
  mouth: Film;
  sound: Blob;
}

/** Records until so many digits are said, with pictures of the face meanwhile where there is a camera. */
export async function saidDigits(
  digits: number,
  { stream, video, looks, watchLevels }: Instruments,
  telling: Pick<Telling, 'onVoiceHint' | 'onProgress'>,
  signal: AbortSignal,
): Promise<Said> {
  const from = performance.now();
  let heard = silence(from);
  let unwatch = (): void => undefined;
  const films: Filming[] = [];
  const face = video && startFilm(() => takeFrame(video), Math.max(FRAME_MS, LEAST_FRAME_GAP_MS), from);
  const mouth = video && looks && startFilm(() => cropOf(video, looks), CROP_MS, from);
  if (face) films.push(face);
  if (mouth) films.push(mouth);
  const over = new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    unwatch = watchLevels((level, at) => {
      heard = listen(heard, level, at);
      telling.onVoiceHint(voiceHint(heard));
      telling.onProgress(Math.min(0.95, heard.speech / (digits * DIGIT_MS)));
      const hasBurst = !face || face.film.frames.length >= BURST_FRAMES;
      if (isOver(heard, digits) && hasBurst) resolve();
    });
  });
  over.catch(() => undefined);
  try {
    const sound = await recordSound(stream, over, signal);
    telling.onVoiceHint(hintAfter(heard, digits));
    const burst = face ? pick(face.film, thinned(face.film.times, BURST_FRAMES)) : { frames: [], times: [] };
    return { burst, mouth: mouth ? withinBudget(mouth.film) : { frames: [], times: [] }, sound };
  } finally {
    unwatch();
    for (const film of films) film.stop();
  }
}

function cropOf(video: HTMLVideoElement, looks: Instruments['looks']): string | null {
  const [largest] = byWidth(looks?.latest()?.faces ?? []);
  return largest ? takeFaceCrop(video, largest) : null;
}

/** As many as the server takes: of larger ones fewer, evenly. */
function withinBudget(film: Film): Film {
  const bytes = film.frames.reduce((sum, frame) => sum + frame.length, 0) * 0.75;
  const share = Math.min(1, (0.95 * MAX_MOUTH_BYTES) / Math.max(1, bytes));
  return pick(film, thinned(film.times, Math.min(MAX_MOUTH_CROPS, Math.floor(share * film.frames.length))));
}
