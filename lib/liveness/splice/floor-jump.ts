import { type Features, MEL_BINS } from '@/lib/voice/filterbank';

/** Frames of 10 ms that are compared on each side of a place, and left out between them: the window of one reaches over a cut. */
const SIDE = 6;
const GAP = 2;
/** Mel bins that are compared: from 100 Hz, above hum and what falls on the microphone. */
const FROM = 4;

/**
 * The largest step of the room's spectrum between two neighbouring moments in which nobody speaks, in decibels: the mean over
 * the mel bins of how far its level moves. Rooms change slowly; takes that are put together do not have one room. 0 without a pause of 140 ms.
 *
 * @param speech one value a frame, 1 where somebody speaks
 */
export function floorJump({ data, frames }: Features, speech: Uint8Array): number {
  let largest = 0;
  for (let at = SIDE; at + GAP + SIDE <= frames; at++) {
    if (isSpoken(speech, at - SIDE, at + GAP + SIDE)) continue;
    let sum = 0;
    for (let bin = FROM; bin < MEL_BINS; bin++)
      sum += Math.abs(level(data, at - SIDE, bin) - level(data, at + GAP, bin));
    largest = Math.max(largest, sum / (MEL_BINS - FROM));
  }
  return NEPERS * largest;
}

/** Decibels of a step of 1 in the natural logarithm of a power. */
const NEPERS = 10 / Math.LN10;

function isSpoken(speech: Uint8Array, from: number, to: number): boolean {
  for (let frame = from; frame < to; frame++) if (speech[frame] === 1) return true;
  return false;
}

/** The mean of a bin over one side. */
function level(data: Float32Array, from: number, bin: number): number {
  let sum = 0;
  for (let frame = from; frame < from + SIDE; frame++) sum += data[frame * MEL_BINS + bin] as number;
  return sum / SIDE;
}
