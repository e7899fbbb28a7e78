import { NO_FILM } from './film';
import { filmTurn, TURN_FRAME_MS, type TurnFilming } from './film-turn';
import { takeFrame } from './frames';
import type { Instruments, Telling } from './instruments';
import type { RawSample, Step } from './sample';
import { saidDigits } from './say-digits';
import { turnedHead } from './turn-head';
import { wait } from './wait';

/** The head is seen back at rest in three pictures. */
const AT_REST_MS = 3 * TURN_FRAME_MS;

/** Takes a sample: its steps one after the other. Rejects with the signal's reason. */
export async function takeSample(
  steps: readonly Step[],
  instruments: Instruments,
  telling: Telling,
  signal: AbortSignal,
): Promise<RawSample> {
  const { video } = instruments;
  const sample: RawSample = { photo: null, burst: NO_FILM, turn: NO_FILM, mouth: NO_FILM, sound: null };
  const lastTurn = steps.findLastIndex(({ kind }) => kind === 'turn');
  let turning: TurnFilming | undefined;
  /** Whether the head came back from its turn, and whether it was seen at rest again: that may be while digits are said. */
  let back: Promise<void> = Promise.resolve();
  let atRest: Promise<void> = back;
  const left = (step: number, part: Partial<RawSample>): void => {
    Object.assign(sample, part);
    if (step < steps.length - 1) telling.onPart(part);
  };
  const endTurn = async (filming: TurnFilming | undefined, step: number): Promise<void> => {
    await back;
    await wait(AT_REST_MS, signal);
    filming?.stop();
    if (filming) left(step, { turn: filming.taken() });
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
          if (video) turning ??= filmTurn(video, instruments.looks);
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
