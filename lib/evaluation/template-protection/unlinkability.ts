/**
 * Gomez-Barrero's D_sys of two sets of linkage scores: 0 where mated pairs look as others do, 1 where they are told apart for sure
 * (Gomez-Barrero et al., IEEE TIFS 13(6), 2018; as many mated pairs as others assumed). Of histograms of `bins` bins, so that chance alone
 * gives more than 0.
 */
export function systemUnlinkability(mated: readonly number[], nonMated: readonly number[], bins = 20): number {
  const all = [...mated, ...nonMated];
  const least = all.reduce((a, b) => Math.min(a, b));
  const width = (all.reduce((a, b) => Math.max(a, b)) - least) / bins || 1;
  const share = (scores: readonly number[]): number[] => {
    const counts = Array<number>(bins).fill(0);
    for (const score of scores) {
      const bin = Math.min(bins - 1, Math.floor((score - least) / width));
      counts[bin] = (counts[bin] as number) + 1 / scores.length;
    }
    return counts;
  };
  const others = share(nonMated);
  return share(mated).reduce((sum, p, i) => {
    const q = others[i] as number;
    return p > q ? sum + p * (2 * (p / (p + q)) - 1) : sum;
  }, 0);
}

/** The chance that a mated pair scores above another one, ties counting half: 0.5 where nothing tells them apart. */
export function areaUnderCurve(mated: readonly number[], nonMated: readonly number[]): number {
  const scored = [
    ...mated.map((score) => ({ score, isMated: true })),
    ...nonMated.map((score) => ({ score, isMated: false })),
  ].sort((a, b) => a.score - b.score);
  let below = 0;
  let sum = 0;
  for (let i = 0; i < scored.length; ) {
    let [ties, matedTies] = [0, 0];
    const { score } = scored[i] as (typeof scored)[number];
    for (; scored[i]?.score === score; i++) {
      ties += 1;
      if (scored[i]?.isMated) matedTies += 1;
    }
    sum += matedTies * (below + (ties - matedTies) / 2);
    below += ties - matedTies;
  }
  return sum / (mated.length * nonMated.length);
}
