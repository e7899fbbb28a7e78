/** Newton steps: the first guess is good to 4.5e-4, two steps make it good to ten digits. */
const STEPS = 3;

/** Where a standard normal distribution has `tail` of its mass above, for tails from 1e-300 up to 1, to nine digits. */
export function upperQuantile(tail: number): number {
  if (tail > 0.5) return -upperQuantile(1 - tail);
  let z = firstGuess(tail);
  for (let step = 0; step < STEPS; step++) {
    const above = upperTail(z);
    z += (Math.log(above / tail) * above) / density(z);
  }
  return z;
}

/** Abramowitz and Stegun 26.2.23, for tails up to a half. */
function firstGuess(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - numerator / denominator;
}

function density(z: number): number {
  return Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** The mass above `z`: below 2 by the series 26.2.11 of Abramowitz and Stegun, from there on by Laplace's continued fraction, 26.2.14. */
export function upperTail(z: number): number {
  if (z < 2) {
    let [term, sum] = [z, z];
    for (let k = 3; k < 80; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 0.5 - density(z) * sum;
  }
  let fraction = z;
  for (let k = 100; k > 0; k--) fraction = z + k / fraction;
  return density(z) / fraction;
}
