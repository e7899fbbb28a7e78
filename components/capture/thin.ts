/**
 * Which of the moments `times` (increasing, any unit) to keep where at most `most` may stay: the first (so many of
 * them, less than `most`), the last, and those between that leave the smallest gaps; their places, in order.
 */
export function thinned(times: readonly number[], most: number, first = 1): number[] {
  const kept = times.map((_, i) => i);
  while (kept.length > Math.max(2, most)) {
    const gapWithout = (i: number): number => (times[kept[i + 1] as number] ?? 0) - (times[kept[i - 1] as number] ?? 0);
    let least = first;
    for (let i = first + 1; i < kept.length - 1; i++) if (gapWithout(i) < gapWithout(least)) least = i;
    kept.splice(least, 1);
  }
  return kept;
}
