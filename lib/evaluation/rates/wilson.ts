/** Of 95 %. */
const Z = 1.96;

/** The 95 % interval of a share, as fractions (Wilson, JASA 22, 1927). NaN of none. */
export function wilson(hits: number, count: number): [number, number] {
  const rate = hits / count;
  const middle = rate + Z ** 2 / (2 * count);
  const reach = Z * Math.sqrt((rate * (1 - rate)) / count + Z ** 2 / (4 * count ** 2));
  const scale = 1 + Z ** 2 / count;
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)];
}
