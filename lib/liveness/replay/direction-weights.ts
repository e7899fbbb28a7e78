/**
 * Of `riseSkewness`, a row for each band: logistic regression with a ridge of 0.02 on 330 recordings of 60 people of the fitting half, and the same
 * backwards. 2026-11-21.
 */
export const DIRECTION_WEIGHTS: readonly number[] = [
  ...[0.424, 0.439, 0.517, 0.817],
  ...[0.298, 0.257, 0.196, 0.264],
  ...[0.219, 0.139, -0.07, 0.247],
  ...[0.238, 0.253, 0.111, 0.245],
  ...[0.089, 0.188, 0.093, -0.106],
  ...[0.153, 0.186, 0.086, 0.399],
];
