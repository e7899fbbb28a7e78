/** One stranger in so many may be taken for the person. */
export const LEVELS = { convenient: 1_000, balanced: 10_000, strict: 100_000 } as const;

/** A name, or a number of strangers. */
export type SecurityLevel = keyof typeof LEVELS | number;

/** The false match rate that a level asks for. */
export function falseMatchRateOf(level: SecurityLevel): number {
  return 1 / (typeof level === 'number' ? level : LEVELS[level]);
}

/**
 * The upper tail of what strangers score, as a generalised Pareto distribution above `start`
 * (Pickands, Annals of Statistics 3 (1975)); with a shape of 0 it is exponential.
 */
export interface Tail {
  /** The fraction of strangers' scores above `start`. */
  share: number;
  start: number;
  scale: number;
  /** Not negative: a negative one would promise that no stranger ever scores above some number. */
  shape: number;
}

/** The score that a fraction `rate` of strangers reaches. Throws a RangeError for a rate above the tail's share. */
export function tailThreshold(rate: number, { share, start, scale, shape }: Tail): number {
  if (!(rate > 0 && rate <= share)) throw new RangeError(`a rate of ${rate} is not in the tail`);
  const logarithm = Math.log(share / rate);
  return start + scale * (shape === 0 ? logarithm : Math.expm1(shape * logarithm) / shape);
}

/**
 * Whether so many trials can show a rate: none of N going wrong leaves up to 3/N, at a confidence of 95 % (the rule of three,
 * ISO/IEC 19795-1). A lower rate is an extrapolation.
 */
export function isMeasurable(rate: number, trials: number): boolean {
  return 3 / trials <= rate;
}
