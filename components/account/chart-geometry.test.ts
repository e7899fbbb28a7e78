import { describe, expect, it } from 'vitest';
import { CHART, chartMarks } from './chart-geometry';

const point = (similarity: number, threshold = 0.5) => ({ similarity, threshold, accepted: similarity >= threshold });

describe('chartMarks', () => {
  it('has no marks without comparisons', () => {
    expect(chartMarks([])).toEqual([]);
  });

  it('puts a single comparison into the middle', () => {
    expect(chartMarks([point(0.75)])).toEqual([
      { x: CHART.width / 2, y: CHART.inset, asked: CHART.height - CHART.inset, accepted: true },
    ]);
  });

  it('stays finite when score and threshold are the same', () => {
    expect(chartMarks([point(0.5)])[0]).toMatchObject({ y: CHART.height - CHART.inset });
  });

  it('puts a better score higher, a refused one under its threshold, and keeps all inside', () => {
    const marks = chartMarks([point(0.7), point(0.2), point(0.9)]);
    expect(marks[2]!.y).toBeLessThan(marks[0]!.y);
    expect(marks[1]!.y).toBeGreaterThan(marks[1]!.asked);
    for (const { x, y } of marks) {
      expect(x).toBeGreaterThanOrEqual(CHART.inset);
      expect(x).toBeLessThanOrEqual(CHART.width - CHART.inset);
      expect(y).toBeGreaterThanOrEqual(CHART.inset);
      expect(y).toBeLessThanOrEqual(CHART.height - CHART.inset);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('leaves %d out', (similarity) => {
    expect(chartMarks([point(similarity), point(0.8), point(0.7, similarity)])).toHaveLength(1);
  });
});
