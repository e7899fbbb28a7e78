import type { Calibration } from '@/lib/decision/likelihood-ratio';
import { logLikelihoodRatio } from '@/lib/decision/likelihood-ratio';

/** One comparison of a person with themselves or with another. */
export interface Scored {
  same: boolean;
  score: number;
}

const MOST_STEPS = 100;
/** Of standard deviations of the scores: far below what any later digit shows. */
const PRECISION = 1e-12;

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
  const mean = trials.reduce((sum, { score }) => sum + score, 0) / trials.length;
  const deviation = Math.sqrt(trials.reduce((sum, { score }) => sum + (score - mean) ** 2, 0) / trials.length);
  if (genuine === 0 || impostor === 0 || !(deviation > 0 && deviation < Number.POSITIVE_INFINITY))
    throw new RangeError('calibration needs genuine and impostor trials with different finite scores');
  const samples = trials.map(({ same, score }) => ({
    x: (score - mean) / deviation,
    target: same ? (genuine + 1) / (genuine + 2) : 1 / (impostor + 2),
    weight: same ? prior / genuine : (1 - prior) / impostor,
  }));
  const priorOdds = Math.log(prior / (1 - prior));

  let slope = 0;
  let intercept = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    // Gradient of the cross-entropy and its second derivatives.
    let [byIntercept, bySlope, curvature, mixed, steepness] = [0, 0, 0, 0, 0];
    for (const { x, target, weight } of samples) {
      const probability = logistic(slope * x + intercept + priorOdds);
      const error = weight * (probability - target);
      const bend = weight * probability * (1 - probability);
      byIntercept += error;
      bySlope += error * x;
      curvature += bend;
      mixed += bend * x;
      steepness += bend * x * x;
    }
    const determinant = curvature * steepness - mixed * mixed;
    const turn = (curvature * bySlope - mixed * byIntercept) / determinant;
    const lift = (steepness * byIntercept - mixed * bySlope) / determinant;
    slope -= turn;
    intercept -= lift;
    if (Math.abs(turn) + Math.abs(lift) < PRECISION) break;
  }
  return { scale: slope / deviation, offset: intercept - (slope * mean) / deviation };
}

/** The trials with log-likelihood ratios instead of scores. */
export function calibrated<T extends Scored>(trials: readonly T[], calibration: Calibration): T[] {
  return trials.map((trial) => ({ ...trial, score: logLikelihoodRatio(trial.score, calibration) }));
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
