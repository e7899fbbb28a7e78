import type { Scored } from './logistic';

/**
 * The cost of log-likelihood ratios in bits, over all priors and costs: 0 for an oracle, 1 for one that always says 0, more
 * for one that misleads (Brummer and du Preez, Computer Speech and Language 20 (2006), equation 29).
 * NaN without genuine or without impostor trials.
 */
export function cllr(trials: readonly Scored[]): number {
  const mean = (same: boolean): number => {
    const own = trials.filter((trial) => trial.same === same);
    return own.reduce((sum, { score }) => sum + softplus(same ? -score : score), 0) / own.length;
  };
  return (mean(true) + mean(false)) / (2 * Math.LN2);
}

/**
 * The least cost that any monotonic map of the scores could reach: what is lost in discrimination, where the rest of `cllr`
 * is lost in calibration. The map is isotonic regression by pooling adjacent violators (Ayer et al., 1955). Equal scores stay equal.
 */
export function minCllr(trials: readonly Scored[]): number {
  const genuine = trials.filter(({ same }) => same).length;
  const impostor = trials.length - genuine;
  const blocks: { genuine: number; count: number }[] = [];
  for (const group of byScore(trials)) {
    blocks.push(group);
    for (;;) {
      const [before, last] = blocks.slice(-2);
      if (!before || !last || before.genuine * last.count < last.genuine * before.count) break;
      blocks.splice(-2, 2, { genuine: before.genuine + last.genuine, count: before.count + last.count });
    }
  }
  let cost = 0;
  for (const block of blocks) {
    const others = block.count - block.genuine;
    const ratio = Math.log(block.genuine / others) - Math.log(genuine / impostor);
    // A block of one kind has an infinite ratio, and costs nothing.
    if (block.genuine > 0) cost += (block.genuine / genuine) * softplus(-ratio);
    if (others > 0) cost += (others / impostor) * softplus(ratio);
  }
  return cost / (2 * Math.LN2);
}

/** Trials of one score together, by rising score. */
function byScore(trials: readonly Scored[]): { genuine: number; count: number }[] {
  const groups = new Map<number, { genuine: number; count: number }>();
  for (const { same, score } of trials.toSorted((a, b) => a.score - b.score)) {
    const group = groups.get(score) ?? { genuine: 0, count: 0 };
    groups.set(score, { genuine: group.genuine + (same ? 1 : 0), count: group.count + 1 });
  }
  return [...groups.values()];
}

/** ln(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
