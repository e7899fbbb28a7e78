import { seededRandom } from '@/lib/math/random';
import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';

/** Seconds of nothing. */
export function silence(seconds: number): Audio {
  return new Float32Array(Math.round(seconds * SAMPLE_RATE));
}

/** A sine of one frequency in hertz. */
export function tone(seconds: number, hertz: number, amplitude = 0.3): Audio {
  return silence(seconds).map((_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE));
}

/** Uniform white noise, the same in every run. */
export function whiteNoise(seconds: number, amplitude = 0.1, seed = 1): Audio {
  const random = seededRandom(seed);
  return silence(seconds).map(() => amplitude * (2 * random() - 1));
}

/** One after the other. */
export function inTurn(...parts: Audio[]): Audio {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** All at once; as long as the first. */
export function together(first: Audio, ...others: Audio[]): Audio {
  return first.map((sample, i) => others.reduce((sum, other) => sum + (other[i] ?? 0), sample));
}
