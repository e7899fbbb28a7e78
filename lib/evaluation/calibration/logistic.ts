import type { Calibration } from '@/lib/decision/likelihood-ratio';
import { logLikelihoodRatio } from '@/lib/decision/likelihood-ratio';
import { logisticRegression } from '@/lib/math/logistic';
import { meanAndDeviation } from '@/lib/math/statistics';

/** One comparison of a person with themselves or with another. */
export interface Scored {
  same: boolean;
  score: number;
}

/**
 * Prior-weighted logistic regression of log-likelihood ratios (Brummer and du Preez, Computer Speech and Language 20 (2006);
 * FoCal), by Newton's method. Both kinds of trials weigh as much as the prior says, however many there are.
 *
 * The regulariser is Platt's (Advances in Large Margin Classifiers, 1999): instead of 1 and 0 the targets are
 * (N + 1) / (N + 2) of N genuine and 1 / (N + 2) of N impostor trials. Scores that separate both kinds then stay finite, and
 * few trials never give strong evidence: a ratio beyond their number plus one is drawn back.
 * Throws a RangeError without genuine or without impostor trials, and for scores that are not finite or all the same.
 */
export function fitCalibration(trials: readonly Scored[], prior = 0.5): Calibration {
  const genuine = trials.filter(({ same }) => same).length;
  const impostor = trials.length - genuine;
  const { mean, deviation } = meanAndDeviation(trials.map(({ score }) => score));
  if (genuine === 0 || impostor === 0 || !(deviation > 0 && deviation < Number.POSITIVE_INFINITY))
    throw new RangeError('calibration needs genuine and impostor trials with different finite scores');
  const samples = trials.map(({ same, score }) => ({
    x: [1, (score - mean) / deviation],
    target: same ? (genuine + 1) / (genuine + 2) : 1 / (impostor + 2),
    weight: same ? prior / genuine : (1 - prior) / impostor,
  }));
  const [intercept = 0, slope = 0] = logisticRegression(samples, { offset: Math.log(prior / (1 - prior)) });
  return { scale: slope / deviation, offset: intercept - (slope * mean) / deviation };
}

/** The trials with log-likelihood ratios instead of scores. */
export function calibrated<T extends Scored>(trials: readonly T[], calibration: Calibration): T[] {
  return trials.map((trial) => ({ ...trial, score: logLikelihoodRatio(trial.score, calibration) }));
}
