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

/** A value that the chart names, and where. */
export interface ChartTick {
  value: number;
  y: number;
}

/** In the chart's units; beside the marks there is room for what their axes say. */
export const CHART = { width: 400, height: 176, left: 46, right: 14, top: 14, bottom: 40 };

/** From the least value to the largest, so that two that are written alike do not stand far apart. */
const LEAST_SPAN = 0.02;

/**
 * Where the marks of a chart stand, left to right as given, and its least and largest value, in the units of `CHART`. Numbers
 * that are none are left out.
 */
export function layOut<Point extends ChartPoint>(
  points: readonly Point[],
): { marks: (ChartMark & { point: Point })[]; ticks: ChartTick[] } {
  const real = points.filter(({ similarity, threshold }) => Number.isFinite(similarity) && Number.isFinite(threshold));
  const values = real.flatMap(({ similarity, threshold }) => [similarity, threshold]);
  const low = Math.min(...values);
  const high = Math.max(low + LEAST_SPAN, ...values);
  const { width, height, left, right, top, bottom } = CHART;
  const y = (value: number): number => height - bottom - ((height - top - bottom) * (value - low)) / (high - low);
  const x = (i: number): number => left + (width - left - right) * (real.length === 1 ? 0.5 : i / (real.length - 1));
  return {
    marks: real.map((point, i) => ({
      point,
      x: x(i),
      y: y(point.similarity),
      asked: y(point.threshold),
      accepted: point.accepted,
    })),
    ticks: real.length === 0 ? [] : [low, high].map((value) => ({ value, y: y(value) })),
  };
}
