/** Kaiser's window parameter for a stop-band rejection above 50 dB (Kaiser 1974). */
export function kaiserBeta(rejection: number): number {
  return 0.1102 * (rejection - 8.7);
}

/** Half the length of the window, in samples, for a transition band as a part of the sample rate. */
export function kaiserHalfWidth(rejection: number, transition: number): number {
  return (rejection - 7.95) / (14.36 * transition) / 2;
}

/**
 * A low-pass tap `distance` samples from the centre: a sinc that cuts off at `cutoff` (as a part of the sample rate) under
 * a Kaiser window. Not normalised; zero outside the window.
 */
export function windowedSinc(distance: number, cutoff: number, halfWidth: number, beta: number): number {
  const x = distance / halfWidth;
  if (Math.abs(x) > 1) return 0;
  const phase = 2 * Math.PI * cutoff * distance;
  const sinc = phase === 0 ? 1 : Math.sin(phase) / phase;
  return sinc * besselI0(beta * Math.sqrt(1 - x * x));
}

/** Modified Bessel function of the first kind, order zero, by its power series (Abramowitz and Stegun 9.6.12). */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
