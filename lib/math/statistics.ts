/** The arithmetic mean; NaN of none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

/** The mean, and the standard deviation of the values themselves, not of a population that they were drawn from; NaN of none. */
export function meanAndDeviation(values: ArrayLike<number>): { mean: number; deviation: number } {
  const middle = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] as number) - middle) ** 2;
  return { mean: middle, deviation: Math.sqrt(squares / values.length) };
}

/** The value in the middle; between two, their mean. Throws a RangeError for none. */
export function median(values: ArrayLike<number>): number {
  return (quantile(values, 0.5) + lowerQuantile(values, 0.5)) / 2;
}

/** The value below which a share of the values lies: of two that an exact share lies between, the upper. Throws a RangeError for none. */
export function quantile(values: ArrayLike<number>, share: number): number {
  return ranked(values, Math.floor(share * values.length));
}

/** The least value that a share of the values does not exceed: of two that an exact share lies between, the lower. Throws a RangeError for none. */
export function lowerQuantile(values: ArrayLike<number>, share: number): number {
  return ranked(values, Math.ceil(share * values.length) - 1);
}

function ranked(values: ArrayLike<number>, rank: number): number {
  const value = new Float64Array(values).sort()[Math.min(Math.max(rank, 0), values.length - 1)];
  if (value === undefined) throw new RangeError('a quantile of nothing');
  return value;
}

/** What makes the median absolute deviation that of a normal distribution. */
const NORMAL = 1.4826;

/** Median, and the deviation that a normal distribution of the same median absolute deviation has. Throws a RangeError for none. */
export function robustSpread(values: readonly number[]): { middle: number; spread: number } {
  const middle = median(values);
  return { middle, spread: NORMAL * median(values.map((value) => Math.abs(value - middle))) };
}

/** The nearest number in [`least`, `most`]; NaN of NaN. */
export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** True only for a number in [least, most]: NaN is in none. */
export function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
