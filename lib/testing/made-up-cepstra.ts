import { seededRandom } from '@/lib/math/random';
import { type Cepstra, COEFFICIENTS } from '@/lib/voice/cepstra';

const SOUNDS = 5;

/** Cepstra of a made-up speaker: five sounds at places of their own; `take` is another recording of the same speaker. */
export function madeUpCepstra(person: number, take: number, frames = 400): Cepstra {
  const place = seededRandom(person);
  const places = Array.from({ length: SOUNDS * COEFFICIENTS }, () => 8 * place() - 4);
  const random = seededRandom(1000 * person + take);
  const data = new Float32Array(frames * COEFFICIENTS);
  for (let frame = 0; frame < frames; frame++) {
    const sound = Math.floor(SOUNDS * random());
    for (let c = 0; c < COEFFICIENTS; c++)
      data[frame * COEFFICIENTS + c] = (places[sound * COEFFICIENTS + c] as number) + 3 * (random() - 0.5);
  }
  return { data, frames };
}
