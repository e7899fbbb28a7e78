import { REST_FRAMES } from '@/lib/liveness/movement/limits';
import { MOST_TURN_FRAMES } from '@/lib/media/capture-limits';
import { type Film, type Filming, pick, startFilm } from './film';
import { takeFrame, takeTurnFrame } from './frames';
import type { Instruments, Telling } from './instruments';
import type { RawSample, Step } from './sample';
import { saidDigits } from './say-digits';
import { thinned } from './thin';
import { turnedHead } from './turn-head';
import { wait } from './wait';

/** Between two small pictures of a head that turns, in milliseconds: eight a second. */
const TURN_FRAME_MS = 125;
/** The head is seen back at rest in two of them. */
const AT_REST_MS = 2 * TURN_FRAME_MS;

/** Takes a sample: its steps one after the other. Rejects with the signal's reason. */
export async function takeSample(
  steps: readonly Step[],
  instruments: Instruments,
  telling: Telling,
  signal: AbortSignal,
): Promise<RawSample> {
  const { video } = instruments;
  const none: Film = { frames: [], times: [] };
  const sample: RawSample = { photo: null, burst: none, turn: none, mouth: none, sound: null };
  const lastTurn = steps.findLastIndex(({ kind }) => kind === 'turn');
  let turning: Filming | undefined;
  /** Whether the head came back from its turn, and whether it was seen at rest again: that may be while digits are said. */
  let back: Promise<void> = Promise.resolve();
  let atRest: Promise<void> = back;
  const left = (step: number, part: Partial<RawSample>): void => {
    Object.assign(sample, part);
    if (step < steps.length - 1) telling.onPart(part);
  };
  const endTurn = async (filming: Filming | undefined, step: number): Promise<void> => {
    await back;
    await wait(AT_REST_MS, signal);
    filming?.stop();
    // The head at rest is judged by the first frames, before anybody was told to move.
    if (filming) left(step, { turn: pick(filming.film, thinned(filming.film.times, MOST_TURN_FRAMES, REST_FRAMES)) });
  };
  try {
    for (const [i, step] of steps.entries()) {
      const told = within(telling, i, steps.length);
      switch (step.kind) {
        case 'photo':
          if (video) sample.photo = takeFrame(video);
          break;
        case 'say':
          told.onStep(i);
          left(i, await saidDigits(step.digits.length, back, instruments, told, signal));
          break;
        case 'turn': {
          const saysNext = steps[i + 1]?.kind === 'say';
          // From before the person knows: the film begins at rest.
          if (video) turning ??= startFilm(() => takeTurnFrame(video), TURN_FRAME_MS, performance.now());
          const turned = new Promise<void>((resolve) => {
            const asked = { ...told, onRest: () => told.onStep(i), ...(saysNext && { onTurned: resolve }) };
            back = turnedHead(step.towards, instruments.looks, asked, signal);
          });
          if (i === lastTurn) {
            atRest = endTurn(turning, i);
            atRest.catch(() => undefined);
          }
          // Who is to say digits reads them where they are to look: that calls them back.
          await (saysNext ? Promise.race([turned, back]) : back);
        }
      }
      telling.onProgress((i + 1) / steps.length);
    }
    await atRest;
  } finally {
    turning?.stop();
  }
  return sample;
}

/** The progress of one step of several, as that of all. */
function within(telling: Telling, step: number, steps: number): Telling {
  return { ...telling, onProgress: (share) => telling.onProgress((step + share) / steps) };
}
