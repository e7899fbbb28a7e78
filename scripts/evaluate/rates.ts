/** One comparison: of one person with themselves, or of two. Higher scores mean more alike. */
export interface Trial {
  same: boolean;
  score: number;
  /** Whose reference and whose probe, for resampling: numbers of subjects, of both modalities where two are compared. */
  subjects: readonly number[];
}

/** One threshold and what it would do: accept scores at or above it. */
export interface OperatingPoint {
  threshold: number;
  falseMatchRate: number;
  falseNonMatchRate: number;
}

/** Rates are fractions. */
export interface Rates {
  eer: number;
  /** NIST's detection cost at a prior of 1 %, both costs 1, divided by the cost of always refusing. */
  minDcf: number;
  fnmrAtFmr: Record<FalseMatchRate, number>;
  /** Thresholds that belong to the rates above. */
  threshold: Record<'eer' | FalseMatchRate, number>;
}

export const FALSE_MATCH_RATES = ['0.01', '0.001', '0.0001'] as const;
export type FalseMatchRate = (typeof FALSE_MATCH_RATES)[number];

const PRIOR = 0.01;

/** Trials by falling score: computed once, used for every resampling. */
export function byFallingScore(trials: readonly Trial[]): Trial[] {
  return trials.toSorted((a, b) => b.score - a.score);
}

/**
 * Every operating point from the strictest threshold to the loosest, for trials by falling score. `weightOf` counts a
 * trial several times or not at all. Throws a RangeError without genuine or without impostor trials.
 */
export function operatingPoints(
  sorted: readonly Trial[],
  weightOf: (trial: Trial) => number = () => 1,
): OperatingPoint[] {
  let genuine = 0;
  let impostor = 0;
  for (const trial of sorted) {
    if (trial.same) genuine += weightOf(trial);
    else impostor += weightOf(trial);
  }
  if (genuine === 0 || impostor === 0) throw new RangeError('trials without genuine or without impostor ones');
  const points: OperatingPoint[] = [{ threshold: Number.POSITIVE_INFINITY, falseMatchRate: 0, falseNonMatchRate: 1 }];
  let matched = 0;
  let falselyMatched = 0;
  sorted.forEach((trial, i) => {
    if (trial.same) matched += weightOf(trial);
    else falselyMatched += weightOf(trial);
    if (sorted[i + 1]?.score === trial.score) return;
    points.push({
      threshold: trial.score,
      falseMatchRate: falselyMatched / impostor,
      falseNonMatchRate: 1 - matched / genuine,
    });
  });
  return points;
}

/** The rates of ISO/IEC 19795-1 for the operating points of `operatingPoints`. */
export function ratesOf(points: readonly OperatingPoint[]): Rates {
  const equal = equalErrorPoint(points);
  let minDcf = 1;
  for (const { falseMatchRate, falseNonMatchRate } of points)
    minDcf = Math.min(minDcf, (PRIOR * falseNonMatchRate + (1 - PRIOR) * falseMatchRate) / PRIOR);
  const at = (limit: number): OperatingPoint =>
    points.findLast(({ falseMatchRate }) => falseMatchRate <= limit) as OperatingPoint;
  const [percent, permille, tenthPermille] = [at(0.01), at(0.001), at(0.0001)];
  return {
    eer: equal.rate,
    minDcf,
    fnmrAtFmr: {
      '0.01': percent.falseNonMatchRate,
      '0.001': permille.falseNonMatchRate,
      '0.0001': tenthPermille.falseNonMatchRate,
    },
    threshold: {
      eer: equal.threshold,
      '0.01': percent.threshold,
      '0.001': permille.threshold,
      '0.0001': tenthPermille.threshold,
    },
  };
}

/** What a threshold that was chosen elsewhere would do. */
export function pointAt(points: readonly OperatingPoint[], threshold: number): OperatingPoint {
  const strictest = points.findLast((point) => point.threshold >= threshold) as OperatingPoint;
  return { ...strictest, threshold };
}

/** Where both rates meet, on the straight line between the two points around. */
function equalErrorPoint(points: readonly OperatingPoint[]): { rate: number; threshold: number } {
  const after = points.findIndex((point) => point.falseMatchRate >= point.falseNonMatchRate);
  const right = points[after] as OperatingPoint;
  const left = points[after - 1] as OperatingPoint;
  const gapLeft = left.falseNonMatchRate - left.falseMatchRate;
  const gapRight = right.falseMatchRate - right.falseNonMatchRate;
  const share = gapLeft / (gapLeft + gapRight);
  return {
    rate: left.falseMatchRate + share * (right.falseMatchRate - left.falseMatchRate),
    threshold: right.threshold,
  };
}
