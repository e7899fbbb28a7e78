import { seededRandom } from '@/lib/math/random';

/** So many random bytes, the same for the same seed. */
export function seededBytes(seed: number): (count: number) => Buffer {
  const random = seededRandom(seed);
  return (count) => Buffer.from(Uint8Array.from({ length: count }, () => 256 * random()));
}
