import { describe, expect, it } from 'vitest';
import { CHART, layOut } from './chart-geometry';

const point = (similarity: number, threshold = 0.5) => ({ similarity, threshold, accepted: similarity >= threshold });
const FLOOR = CHART.height - CHART.bottom;
const MIDDLE = (CHART.left + CHART.width - CHART.right) / 2;

describe('a chart', () => {
  it('has nothing without comparisons', () => {
    expect(layOut([])).toEqual({ marks: [], ticks: [] });
  });

  it('has a single comparison in the middle, and names its score and what was asked', () => {
    const { marks, ticks } = layOut([point(0.75)]);
    expect(marks).toEqual([{ point: point(0.75), x: MIDDLE, y: CHART.top, asked: FLOOR, accepted: true }]);
    expect(ticks).toEqual([
      { value: 0.5, y: FLOOR },
      { value: 0.75, y: CHART.top },
    ]);
  });

  it.each([0.5, 0.5001])('does not blow up a score of %d that is as good as the threshold', (similarity) => {
    const { marks, ticks } = layOut([point(similarity)]);
    expect(marks[0]!.y).toBeGreaterThan(FLOOR - 1);
    expect(ticks.map(({ value }) => value.toFixed(2))).toEqual(['0.50', '0.52']);
  });

  it('has a better score higher, a refused one under its threshold, and all inside', () => {
    const { marks } = layOut([point(0.7), point(0.2), point(0.9)]);
    expect(marks[2]!.y).toBeLessThan(marks[0]!.y);
    expect(marks[1]!.y).toBeGreaterThan(marks[1]!.asked);
    for (const { x, y } of marks) {
      expect(x).toBeGreaterThanOrEqual(CHART.left);
      expect(x).toBeLessThanOrEqual(CHART.width - CHART.right);
      expect(y).toBeGreaterThanOrEqual(CHART.top);
      expect(y).toBeLessThanOrEqual(FLOOR);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('leaves %d out', (similarity) => {
    expect(layOut([point(similarity), point(0.8), point(0.7, similarity)]).marks).toHaveLength(1);
  });
});
