import { describe, expect, it } from 'vitest';
import { seededRandom } from './fixtures/random';
import { resample } from './resample';
import { resampleInTurns } from './resample-in-turns';

describe('resampleInTurns', () => {
  it.each([8_000, 11_025, 16_000, 22_050, 40_025, 44_100, 48_000, 88_200, 96_000])(
    'makes of %i Hz what resampling at once makes, wherever the recording ends',
    async (rate) => {
      const random = seededRandom(rate);
      const noise = Float32Array.from({ length: 10.3 * rate }, () => random() - 0.5);
      for (const length of [0, 1, 3 * rate + 7, 5 * rate, 5 * rate + 1, noise.length]) {
        const input = noise.subarray(0, length);
        expect(await resampleInTurns(input, rate)).toEqual(resample(input, rate));
      }
    },
  );

  it('lets other work go on between blocks', async () => {
    let turns = 0;
    const counting = setInterval(() => turns++, 0);
    await resampleInTurns(new Float32Array(60 * 48_000), 48_000);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(4);
  });
});
