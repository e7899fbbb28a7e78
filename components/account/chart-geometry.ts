/** One comparison, as a chart needs it. */
export interface ChartPoint {
  similarity: number;
  threshold: number;
  accepted: boolean;
}

export interface ChartMark {
  x: number;
  /** Of the score. */
  y: number;
  /** Of what was asked. */
  asked: number;
  accepted: boolean;
}

export const CHART = { width: 400, height: 150, inset: 14 };

/** Where the marks of a chart stand, left to right as given, in the units of `CHART`. Numbers that are none are left out. */
export function chartMarks(points: readonly ChartPoint[]): ChartMark[] {
  const real = points.filter(({ similarity, threshold }) => Number.isFinite(similarity) && Number.isFinite(threshold));
  const values = real.flatMap(({ similarity, threshold }) => [similarity, threshold]);
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const { width, height, inset } = CHART;
  const y = (value: number): number => height - inset - ((height - 2 * inset) * (value - low)) / span;
  return real.map(({ similarity, threshold, accepted }, i) => ({
    x: real.length === 1 ? width / 2 : inset + ((width - 2 * inset) * i) / (real.length - 1),
    y: y(similarity),
    asked: y(threshold),
    accepted,
  }));
}
