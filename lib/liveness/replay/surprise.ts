/**
 * How unlikely it is that so many things or more happen where `expected` are, in nats: the logarithm of the likelihood ratio of two
 * Poisson distributions, which bounds the probability (Chernoff). Zero where no more happen than expected.
 */
export function surprise(count: number, expected: number): number {
  return count > expected ? count * Math.log(count / expected) - (count - expected) : 0;
}
