import { solveLinear } from './linear-system';

/** The logistic function, in [0, 1]. */
export function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** One observation of a logistic regression. */
export interface Observation {
  x: readonly number[];
  /** The probability to be predicted, in [0, 1]. */
  target: number;
  weight: number;
}

export interface RegressionOptions {
  /** Strength of the penalty on each squared coefficient (ridge). */
  penalties?: readonly number[];
  /** Added to what the coefficients say of every observation. */
  offset?: number;
}

const MOST_STEPS = 100;
/** Of the coefficients: far below what any later digit shows. */
const PRECISION = 1e-12;

/**
 * The coefficients that make the weighted cross-entropy of `logistic(coefficients . x + offset)` and the targets least, by Newton's
 * method; all observations are of one length. Where the observations do not settle them, it stops at what they do settle.
 */
export function logisticRegression(
  observations: readonly Observation[],
  { penalties = [], offset = 0 }: RegressionOptions = {},
): number[] {
  let coefficients = new Array<number>(observations[0]?.x.length ?? 0).fill(0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = solveLinear(newtonEquations(observations, coefficients, penalties, offset)) ?? [];
    coefficients = coefficients.map((value, i) => value - (move[i] ?? 0));
    if (move.every((value) => Math.abs(value) < PRECISION)) break;
  }
  return coefficients;
}

/** Rows of second derivatives of the cross-entropy, with the gradient at their end. */
function newtonEquations(
  observations: readonly Observation[],
  coefficients: readonly number[],
  penalties: readonly number[],
  offset: number,
): Float64Array[] {
  const size = coefficients.length;
  const rows = coefficients.map((value, i) => {
    const row = new Float64Array(size + 1);
    row[i] = penalties[i] ?? 0;
    row[size] = (penalties[i] ?? 0) * value;
    return row;
  });
  for (const { x, target, weight } of observations) {
    let sum = offset;
    for (let i = 0; i < size; i++) sum += (x[i] as number) * (coefficients[i] as number);
    const probability = logistic(sum);
    const error = weight * (probability - target);
    const bend = weight * probability * (1 - probability);
    for (let i = 0; i < size; i++) {
      const row = rows[i] as Float64Array;
      const left = x[i] as number;
      for (let j = 0; j < size; j++) row[j] = (row[j] as number) + bend * left * (x[j] as number);
      row[size] = (row[size] as number) + error * left;
    }
  }
  return rows;
}
