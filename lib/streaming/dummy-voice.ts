import { createHmac } from 'node:crypto';
import { type Embedding, l2Normalise } from '@/lib/math/vector';
import type { Cohort } from '@/lib/voice/score';

/**
 * The voice that stands in for a person who is not enrolled: always the same for the same name, so that nobody can tell by
 * asking twice. A member of the model's cohort, who scores as any stranger does; without a cohort a random direction.
 */
export function dummyVoice(
  person: string,
  secret: string | Uint8Array,
  size: number,
  cohort: Cohort | undefined,
): Embedding {
  const digest = (part: number): Buffer =>
    createHmac('sha512', secret).update(`decoy:${part}:${person.toLowerCase()}`).digest();
  if (cohort?.dimensions === size) {
    const member = digest(0).readUInt32LE() % (cohort.data.length / size);
    return cohort.data.slice(member * size, (member + 1) * size);
  }
  const bytes = Buffer.concat(Array.from({ length: Math.ceil((size * 4) / 64) }, (_, part) => digest(part)));
  // The sum of four uniform numbers is close enough to a normal one for a direction without a preference.
  const direction = Float32Array.from(
    { length: size },
    (_, i) => bytes.subarray(4 * i, 4 * i + 4).reduce((sum, value) => sum + value, 0) - 510,
  );
  return l2Normalise(direction);
}
