import { addNoise, whiteNoise } from '@/lib/evaluation/data/conditions';
import { seededRandom } from '@/lib/math/random';
import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';

/** How isolated takes are put together to a string, by the name in the table. */
export const SPLICES = {
  'hard cuts': (takes) => joined(takes, 0),
  'cross-fades of 10 ms': (takes) => joined(takes, 0.01),
  'gaps of 100 ms of digital silence': (takes) =>
    joined(
      takes.flatMap((take) => [take, new Float32Array(SAMPLE_RATE / 10)]),
      0,
    ),
  'cross-fades of 10 ms, noise at 20 dB over all': (takes) => withNoise(joined(takes, 0.01), 20),
  'hard cuts, one take twice': (takes) => joined([...takes, takes[0] as Audio], 0),
  'one take twice, noise at 20 dB over all': (takes) => withNoise(joined([...takes, takes[0] as Audio], 0.01), 20),
} satisfies Record<string, (takes: readonly Audio[]) => Audio>;

const withNoise = (audio: Audio, decibels: number): Audio => addNoise(audio, whiteNoise(audio.length, 3), decibels);

/** One after the other; neighbours overlap by so many seconds, one fading as the other rises. */
export function joined(takes: readonly Audio[], overlap: number): Audio {
  const fade = Math.round(overlap * SAMPLE_RATE);
  const length = takes.reduce((sum, take) => sum + take.length, 0) - fade * Math.max(0, takes.length - 1);
  const whole = new Float32Array(length);
  let at = 0;
  for (const [i, take] of takes.entries()) {
    take.forEach((sample, k) => {
      const rising = i > 0 && k < fade ? k / fade : 1;
      const falling = i + 1 < takes.length && take.length - k <= fade ? (take.length - k) / fade : 1;
      whole[at + k] = (whole[at + k] as number) + rising * falling * sample;
    });
    at += take.length - fade;
  }
  return whole;
}

/** So many takes of different digits of a person; the same at every run with one seed. */
export function drawTakes<Take>(digits: ReadonlyMap<string, readonly Take[]>, count: number, seed: number): Take[] {
  const random = seededRandom(seed);
  const names = [...digits.keys()].map((name) => ({ name, at: random() })).sort((a, b) => a.at - b.at);
  return names.slice(0, count).map(({ name }) => {
    const takes = digits.get(name) ?? [];
    return takes[Math.floor(random() * takes.length)] as Take;
  });
}
