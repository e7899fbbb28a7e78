import { seededRandom } from '@/lib/math/random';
import { lowerQuantile, quantile } from '@/lib/math/statistics';
import {
  byFallingScore,
  type FalseMatchRate,
  type OperatingPoints,
  operatingPoints,
  type Rates,
  ratesOf,
  type SortedTrials,
  type Trial,
} from './rates';

/** Ends of a 95 % confidence interval. */
export type Interval = readonly [number, number];

export type RateName = 'eer' | 'minDcf' | FalseMatchRate;
export type Intervals = Record<RateName, Interval>;

/** Enough for two digits of a 95 % interval. */
const REPLICATES = 1000;
const DRAWS_PER_REPLICATE = 20;

export interface BootstrapOptions {
  replicates?: number;
  /** Told after every replicate: 440,000 trials take half a minute. */
  onProgress?(done: number, all: number): void;
}

/**
 * 95 % percentile intervals by resampling people with replacement (Bolle et al., Computer Vision and Image
 * Understanding 93 (2004)): trials of one person depend on each other, so trials are never resampled alone. A trial
 * of several people counts as often as all were drawn together. Seeded: the same trials give the same intervals.
 */
export function confidenceIntervals(trials: readonly Trial[], options: BootstrapOptions = {}): Intervals {
  const drawn = bootstrap(trials, ratesOf, options);
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
  statistic: (points: OperatingPoints) => T,
  { replicates = REPLICATES, onProgress }: BootstrapOptions = {},
): T[] {
  const sorted = byFallingScore(trials);
  const people = 1 + sorted.subjects.reduce((highest, subject) => Math.max(highest, subject), 0);
  const random = seededRandom(20_261_121);
  const drawn: T[] = [];
  const counts = new Uint16Array(people);
  const weights = new Float64Array(trials.length);
  const most = DRAWS_PER_REPLICATE * replicates;
  for (let draw = 0; draw < most && drawn.length < replicates; draw++) {
    counts.fill(0);
    for (let i = 0; i < people; i++) {
      const person = Math.floor(random() * people);
      counts[person] = (counts[person] as number) + 1;
    }
    // Those drawn may leave no genuine or no impostor trials, as happens among few people: drawn again.
    if (!weigh(sorted, counts, weights)) continue;
    drawn.push(statistic(operatingPoints(sorted, weights)));
    onProgress?.(drawn.length, replicates);
  }
  return drawn;
}

/** The middle 95 % of a rate. */
export function intervalOf(rates: readonly number[]): Interval {
  return rates.length > 0 ? [quantile(rates, 0.025), lowerQuantile(rates, 0.975)] : [0, 1];
}

/** How often each trial counts; false when no genuine or no impostor one does. */
function weigh({ same, subjects, starts }: SortedTrials, counts: Uint16Array, into: Float64Array): boolean {
  let genuine = false;
  let impostor = false;
  for (let i = 0; i < same.length; i++) {
    let weight = 1;
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++)
      weight *= counts[subjects[at] as number] as number;
    into[i] = weight;
    if (weight === 0) continue;
    if (same[i]) genuine = true;
    else impostor = true;
  }
  return genuine && impostor;
}
