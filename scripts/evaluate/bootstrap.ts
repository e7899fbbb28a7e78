import { seededRandom } from '@/scripts/random';
import {
  byFallingScore,
  type FalseMatchRate,
  type OperatingPoint,
  operatingPoints,
  type Rates,
  ratesOf,
  type Trial,
} from './rates';

/** Ends of a 95 % confidence interval. */
export type Interval = readonly [number, number];

export type RateName = 'eer' | 'minDcf' | FalseMatchRate;
export type Intervals = Record<RateName, Interval>;

/** Enough for two digits of a 95 % interval. */
const REPLICATES = 1000;
const DRAWS_PER_REPLICATE = 20;

/**
 * 95 % percentile intervals by resampling people with replacement (Bolle et al., Computer Vision and Image
 * Understanding 93 (2004)): trials of one person depend on each other, so trials are never resampled alone. A trial
 * of several people counts as often as all were drawn together. Seeded: the same trials give the same intervals.
 */
export function confidenceIntervals(trials: readonly Trial[], replicates: number = REPLICATES): Intervals {
  const drawn = bootstrap(trials, ratesOf, replicates);
  const interval = (rate: (rates: Rates) => number): Interval => intervalOf(drawn.map(rate));
  return {
    eer: interval((rates) => rates.eer),
    minDcf: interval((rates) => rates.minDcf),
    '0.01': interval((rates) => rates.fnmrAtFmr['0.01']),
    '0.001': interval((rates) => rates.fnmrAtFmr['0.001']),
    '0.0001': interval((rates) => rates.fnmrAtFmr['0.0001']),
  };
}

/** The statistic of each replicate. */
export function bootstrap<T>(
  trials: readonly Trial[],
  statistic: (points: readonly OperatingPoint[]) => T,
  replicates: number = REPLICATES,
): T[] {
  const sorted = byFallingScore(trials);
  const people = 1 + trials.reduce((highest, { subjects }) => Math.max(highest, ...subjects), 0);
  const random = seededRandom(20_261_121);
  const drawn: T[] = [];
  const counts = new Uint16Array(people);
  const most = DRAWS_PER_REPLICATE * replicates;
  for (let draw = 0; draw < most && drawn.length < replicates; draw++) {
    counts.fill(0);
    for (let i = 0; i < people; i++) {
      const person = Math.floor(random() * people);
      counts[person] = (counts[person] as number) + 1;
    }
    const points = resampled(sorted, counts);
    if (points) drawn.push(statistic(points));
  }
  return drawn;
}

/** The middle 95 % of a rate. */
export function intervalOf(rates: readonly number[]): Interval {
  const values = Float64Array.from(rates).sort();
  return [values[Math.floor(0.025 * values.length)] ?? 0, values[Math.ceil(0.975 * values.length) - 1] ?? 1];
}

/** Undefined where those drawn leave no genuine or no impostor trials, as happens among few people: drawn again. */
function resampled(sorted: readonly Trial[], counts: Uint16Array): OperatingPoint[] | undefined {
  const holds = (same: boolean): boolean => sorted.some((trial) => trial.same === same && weight(trial, counts) > 0);
  if (!holds(true) || !holds(false)) return undefined;
  return operatingPoints(sorted, (trial) => weight(trial, counts));
}

function weight({ subjects }: Trial, counts: Uint16Array): number {
  let product = 1;
  for (let i = 0; i < subjects.length; i++) {
    const subject = subjects[i] as number;
    if (subjects.indexOf(subject) === i) product *= counts[subject] as number;
  }
  return product;
}
