/**
 * Which of the moments `times` (increasing, any unit) to keep where at most `most` may stay: the first, the last, and those between that
 * leave the smallest gaps; their places, in order.
 */
export function thinned(times: readonly number[], most: number): number[] {
  const kept = times.map((_, i) => i);
  while (kept.length > Math.max(2, most)) {
    const gapWithout = (i: number): number => (times[kept[i + 1] as number] ?? 0) - (times[kept[i - 1] as number] ?? 0);
    let least = 1;
    for (let i = 2; i < kept.length - 1; i++) if (gapWithout(i) < gapWithout(least)) least = i;
    kept.splice(least, 1);
  }
  return kept;
}
