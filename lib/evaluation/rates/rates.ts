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

/** Trials by falling score, in columns: computed once, used for every resampling. */
export interface SortedTrials {
  scores: Float64Array;
  /** 1 where both are of the same people. */
  same: Uint8Array;
  /** The different subjects of all trials, one after another; those of trial i begin at `starts[i]`. */
  subjects: Int32Array;
  starts: Int32Array;
}

export function byFallingScore(trials: readonly Trial[]): SortedTrials {
  const sorted = trials.toSorted((a, b) => b.score - a.score);
  const subjects: number[] = [];
  const starts = new Int32Array(sorted.length + 1);
  sorted.forEach((trial, i) => {
    for (const subject of new Set(trial.subjects)) subjects.push(subject);
    starts[i + 1] = subjects.length;
  });
  return {
    scores: Float64Array.from(sorted, ({ score }) => score),
    same: Uint8Array.from(sorted, ({ same }) => (same ? 1 : 0)),
    subjects: Int32Array.from(subjects),
    starts,
  };
}

/** Thresholds from the strictest to the loosest and what each would do, in columns of one length. */
export interface OperatingPoints {
  thresholds: Float64Array;
  falseMatchRates: Float64Array;
  falseNonMatchRates: Float64Array;
}

/**
 * Every operating point of trials. `weights` count a trial several times or not at all. Throws a RangeError without
 * genuine or without impostor trials.
 */
export function operatingPoints({ scores, same }: SortedTrials, weights?: Float64Array): OperatingPoints {
  let genuine = 0;
  let impostor = 0;
  for (let i = 0; i < same.length; i++) {
    const weight = weights ? (weights[i] as number) : 1;
    if (same[i]) genuine += weight;
    else impostor += weight;
  }
  if (genuine === 0 || impostor === 0) throw new RangeError('trials without genuine or without impostor ones');
  const thresholds = new Float64Array(same.length + 1);
  const falseMatchRates = new Float64Array(same.length + 1);
  const falseNonMatchRates = new Float64Array(same.length + 1);
  thresholds[0] = Number.POSITIVE_INFINITY;
  falseNonMatchRates[0] = 1;
  let count = 1;
  let matched = 0;
  let falselyMatched = 0;
  for (let i = 0; i < same.length; i++) {
    const weight = weights ? (weights[i] as number) : 1;
    if (same[i]) matched += weight;
    else falselyMatched += weight;
    // A threshold cannot split equal scores.
    if (i + 1 < same.length && scores[i + 1] === scores[i]) continue;
    thresholds[count] = scores[i] as number;
    falseMatchRates[count] = falselyMatched / impostor;
    falseNonMatchRates[count] = 1 - matched / genuine;
    count++;
  }
  return {
    thresholds: thresholds.subarray(0, count),
    falseMatchRates: falseMatchRates.subarray(0, count),
    falseNonMatchRates: falseNonMatchRates.subarray(0, count),
  };
}

/** One of the points. Throws a RangeError for an index that is not there. */
export function pointOf(points: OperatingPoints, index: number): OperatingPoint {
  const threshold = points.thresholds[index];
  const falseMatchRate = points.falseMatchRates[index];
  const falseNonMatchRate = points.falseNonMatchRates[index];
  if (threshold === undefined || falseMatchRate === undefined || falseNonMatchRate === undefined)
    throw new RangeError(`operating point ${index} of ${points.thresholds.length}`);
  return { threshold, falseMatchRate, falseNonMatchRate };
}

/** The rates of ISO/IEC 19795-1 for the operating points of `operatingPoints`. */
export function ratesOf(points: OperatingPoints): Rates {
  const { falseMatchRates, falseNonMatchRates } = points;
  const equal = equalErrorPoint(points);
  let minDcf = 1;
  for (let i = 0; i < falseMatchRates.length; i++) {
    const cost = PRIOR * (falseNonMatchRates[i] as number) + (1 - PRIOR) * (falseMatchRates[i] as number);
    minDcf = Math.min(minDcf, cost / PRIOR);
  }
  const at = (limit: number): OperatingPoint =>
    pointOf(points, firstIndex(falseMatchRates.length, (i) => (falseMatchRates[i] as number) > limit) - 1);
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
export function pointAt(points: OperatingPoints, threshold: number): OperatingPoint {
  const { thresholds } = points;
  const looser = firstIndex(thresholds.length, (i) => (thresholds[i] as number) < threshold);
  return { ...pointOf(points, looser - 1), threshold };
}

/** Where both rates meet, on the straight line between the two points around. */
function equalErrorPoint(points: OperatingPoints): { rate: number; threshold: number } {
  const { falseMatchRates, falseNonMatchRates } = points;
  const met = (i: number): boolean => (falseMatchRates[i] as number) >= (falseNonMatchRates[i] as number);
  const after = firstIndex(falseMatchRates.length, met);
  const right = pointOf(points, after);
  const left = pointOf(points, after - 1);
  const gapLeft = left.falseNonMatchRate - left.falseMatchRate;
  const gapRight = right.falseMatchRate - right.falseNonMatchRate;
  const share = gapLeft / (gapLeft + gapRight);
  return {
    rate: left.falseMatchRate + share * (right.falseMatchRate - left.falseMatchRate),
    threshold: right.threshold,
  };
}

/** The first index at which something holds that holds from there on; `length` where it never does. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
