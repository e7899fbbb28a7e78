import { DIGITS } from '@/lib/liveness/challenge/digits';
import { mean } from '@/lib/math/statistics';
import type { Distances } from './distances';
import { type Found, segmentCost } from './one-stage';
import type { DigitTemplate } from './templates';

/** Nats by which a digit is less probable that is as much further than the nearest as digits are on the mean. */
const STEEPNESS = 10;
/** Where all digits are equally far from everything. */
const LEAST_SPREAD = 1e-6;

/** What was said where the asked digits were found. */
export interface Doubt {
  /** Minus the logarithm of the probability that all of them are the asked ones, in nats; 0 is certain. */
  doubt: number;
  /** The most probable digit of each place. */
  digits: number[];
}

/**
 * Every digit is compared with each place in which an asked one was found, by its nearer take: the mean distance of a row. How
 * much further than the nearest each digit is, is divided by the mean of that over all places, so that noise, in which all digits come
 * nearer to each other, does not count as doubt; the softmax of it is the posterior probability of each digit (a confidence measure:
 * Jiang, Speech Communication 45, 2005). A digit that is too long for a place costs there what the dearest does.
 */
export function doubtOf(
  distances: Distances,
  found: readonly Found[],
  asked: readonly number[],
  templates: readonly DigitTemplate[],
): Doubt {
  const costs = found.map((place) => costsOf(distances, place, templates));
  const further = costs.flatMap((place) => {
    const least = Math.min(...place);
    return place.map((cost) => cost - least);
  });
  const scale = STEEPNESS / Math.max(LEAST_SPREAD, mean(further));
  let doubt = 0;
  const digits = costs.map((place, i) => {
    const least = Math.min(...place);
    const sum = place.reduce((sum, cost) => sum + Math.exp(scale * (least - cost)), 0);
    doubt += Math.log(sum) + scale * ((place[asked[i] as number] as number) - least);
    return place.indexOf(least);
  });
  return { doubt, digits };
}

/** By digit. */
function costsOf(distances: Distances, place: Found, templates: readonly DigitTemplate[]): number[] {
  const costs = new Array<number>(DIGITS).fill(Number.POSITIVE_INFINITY);
  templates.forEach(({ digit }, template) => {
    const cost = segmentCost(distances, { ...place, template }) / (place.to - place.from);
    costs[digit] = Math.min(costs[digit] as number, cost);
  });
  const dearest = Math.max(...costs.filter(Number.isFinite));
  return costs.map((cost) => Math.min(cost, dearest));
}
