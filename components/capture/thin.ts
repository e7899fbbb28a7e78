export interface Thinning {
  /** So many of the first stay, less than may stay in all. */
  first?: number;
  /** How far along each moment is, in any unit that only grows; how late it is where nothing is said. */
  along?: readonly number[];
  /** No moment goes that would leave a longer gap, in the unit of the moments, while others may. */
  mostGap?: number;
}

/**
 * Which of the moments `times` (increasing, any unit) to keep where at most `most` may stay: the first, the last, and those between that leave
 * the smallest gaps along the way; their places, in order.
 */
export function thinned(
  times: readonly number[],
  most: number,
  { first = 1, along = times, mostGap = Number.POSITIVE_INFINITY }: Thinning = {},
): number[] {
  const kept = times.map((_, i) => i);
  while (kept.length > Math.max(2, most)) {
    const gapWithout = (i: number, of: readonly number[]): number =>
      (of[kept[i + 1] as number] ?? 0) - (of[kept[i - 1] as number] ?? 0);
    const cost = (i: number): [tooLong: number, gap: number] => [
      Math.max(0, gapWithout(i, times) - mostGap),
      gapWithout(i, along),
    ];
    let [least, leastCost] = [first, cost(first)];
    for (let i = first + 1; i < kept.length - 1; i++) {
      const its = cost(i);
      if (its[0] < leastCost[0] || (its[0] === leastCost[0] && its[1] < leastCost[1])) [least, leastCost] = [i, its];
    }
    kept.splice(least, 1);
  }
  return kept;
}
