import type { RandomBytes } from '@/lib/liveness/challenge/draw';
import { seededRandom } from '@/lib/math/random';

/** Random bytes, the same for the same seed. */
export function seededBytes(seed: number): RandomBytes {
  const random = seededRandom(seed);
  return (count) => new Uint8Array(count).map(() => 256 * random());
}
