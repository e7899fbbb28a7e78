import { describe, expect, it } from 'vitest';
import { byFallingScore, operatingPoints } from '@/lib/evaluation/rates/rates';
import { gaussian, seededRandom } from '@/lib/math/random';
import { detCurve, rocCurve } from './plot';

const random = seededRandom(5);
const trials = Array.from({ length: 20_000 }, (_, i) => ({
  same: i % 2 === 0,
  score: gaussian(random) + (i % 2 === 0 ? 2 : 0),
  subjects: [i],
}));
const points = operatingPoints(byFallingScore(trials));

/** The points of the one line, in the picture's units. */
const lineOf = (svg: string): number[][] =>
  [...(/points="([^"]*)"/.exec(svg)?.[1] ?? '').matchAll(/(\S+) (\S+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

describe('the curve of many trials', () => {
  it.each([
    ['DET', detCurve],
    ['ROC', rocCurve],
  ])('%s: has some hundred points, from end to end', (_, draw) => {
    const line = lineOf(draw(points, 'many'));
    expect(line.length).toBeLessThan(1000);
    expect(line.length).toBeGreaterThan(100);
    const first = lineOf(draw(operatingPoints(byFallingScore(trials.slice(0, 2))), 'few'));
    expect(line[0]).toEqual(first[0]);
    expect(line.at(-1)).toEqual(first.at(-1));
  });

  it('never moves by more than the width of its line', () => {
    const line = lineOf(rocCurve(points, 'many'));
    // Where the picture puts a false match rate, by its own axes.
    const x = (rate: number): number => 64 + 392 * (1 + Math.max(-4, Math.log10(rate)) / 4);
    points.falseMatchRates.forEach((rate, i) => {
      const y = 456 - 392 * (1 - points.falseNonMatchRates[i]!);
      const nearest = Math.min(...line.map(([px, py]) => Math.hypot(px! - x(rate), py! - y)));
      expect(nearest).toBeLessThan(1.2);
    });
  });
});
