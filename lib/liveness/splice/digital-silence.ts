import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';

/** What a recording has in it that no microphone in a room gives. */
export interface RoomParts {
  /** Seconds of the longest run of one and the same sample value before the last sound: a room is never so still. */
  longestConstant: number;
  /** Level of the quietest twentieth of 20 ms windows, in dBFS; -120 for digital silence. */
  floor: number;
}

const WINDOW = SAMPLE_RATE / 50;
const QUIETEST_SHARE = 0.05;
const LOWEST = -120;
/** Differences below that of half a step of 24 bits are none: decoders work in floating point. */
const STILL = 2 ** -24;

/**
 * How much of a room there is: sound that was put together or made in a program has pauses of nothing. One pass over the samples; a
 * recording without samples has a floor of -120 and no run.
 */
export function roomParts(audio: Audio): RoomParts {
  return { longestConstant: longestConstant(audio) / SAMPLE_RATE, floor: floorLevel(audio) };
}

function longestConstant(audio: Audio): number {
  let [longest, run] = [0, 0];
  for (let i = 1; i < audio.length; i++) {
    if (Math.abs((audio[i] as number) - (audio[i - 1] as number)) <= STILL) run++;
    else {
      longest = Math.max(longest, run);
      run = 0;
    }
  }
  return longest;
}

function floorLevel(audio: Audio): number {
  const powers: number[] = [];
  for (let at = 0; at + WINDOW <= audio.length; at += WINDOW) {
    let [sum, squares] = [0, 0];
    for (let i = at; i < at + WINDOW; i++) {
      sum += audio[i] as number;
      squares += (audio[i] as number) ** 2;
    }
    powers.push(squares / WINDOW - (sum / WINDOW) ** 2);
  }
  const power = powers.sort((a, b) => a - b)[Math.floor(QUIETEST_SHARE * powers.length)] ?? 0;
  return power > 1e-12 ? 10 * Math.log10(power) : LOWEST;
}
