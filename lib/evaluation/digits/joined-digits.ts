import { gaussian } from '@/lib/math/random';
import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';

/** Digits in one recording, and where each begins and ends, in samples. */
export interface JoinedDigits {
  audio: Audio;
  marks: { from: number; to: number }[];
}

/** Samples over which a word fades in and out: 5 ms. */
const FADE = 80;
/** Seconds of the room before and after, at least, and so much more at most. */
const AROUND = 0.2;

/** Words one after the other in a room of that level, with gaps of 0 to `longestGap` seconds. */
export function joinDigits(
  words: readonly Audio[],
  { longestGap, room, random }: { longestGap: number; room: number; random: () => number },
): JoinedDigits {
  const pause = (least: number, most: number): number => Math.round((least + (most - least) * random()) * SAMPLE_RATE);
  let at = pause(AROUND, 2 * AROUND);
  const marks = words.map(({ length }, i) => {
    const from = at + (i > 0 ? pause(0, longestGap) : 0);
    at = from + length;
    return { from, to: at };
  });
  const audio = new Float32Array(at + pause(AROUND, 2 * AROUND)).map(() => room * gaussian(random));
  words.forEach((word, i) => {
    const { from } = marks[i] as { from: number };
    word.forEach((sample, k) => {
      const share = Math.min(1, (k + 1) / FADE, (word.length - k) / FADE);
      audio[from + k] = (1 - share) * (audio[from + k] as number) + share * sample;
    });
  });
  return { audio, marks };
}
