import { kaiserBeta, kaiserHalfWidth, windowedSinc } from './kaiser';

/** Stop-band rejection of the filter, in dB: enough for the filter after it to be the one that is heard. */
const REJECTION = 80;

/**
 * Every second sample, `ceil(length / 2)` of them, aligned in time, after a half-band filter that keeps what lies in `band`
 * and lets nothing of the rest fold into it; between `band` and the new Nyquist frequency there may be aliases. `band` is
 * a part of the input's sample rate below a quarter. Outside the input there is silence.
 *
 * A half-band filter costs a quarter of another one: every second of its taps is zero, and it is symmetric.
 */
export function decimateByTwo(input: Float32Array, band: number): Float32Array {
  const taps = halfBandTaps(band);
  const reach = 2 * taps.length;
  const padded = new Float32Array(input.length + 2 * reach);
  padded.set(input, reach);

  const output = new Float32Array(Math.ceil(input.length / 2));
  for (let n = 0; n < output.length; n++) {
    const centre = reach + 2 * n;
    let sum = 0.5 * (padded[centre] as number);
    for (let k = 0; k < taps.length; k++) {
      const distance = 2 * k + 1;
      sum += (taps[k] as number) * ((padded[centre - distance] as number) + (padded[centre + distance] as number));
    }
    output[n] = sum;
  }
  return output;
}

/** The taps at distances 1, 3, 5, ... from the centre, whose own is one half. */
function halfBandTaps(band: number): Float32Array {
  const beta = kaiserBeta(REJECTION);
  const halfWidth = kaiserHalfWidth(REJECTION, 0.5 - 2 * band);
  const taps = Float32Array.from({ length: Math.ceil(halfWidth / 2) }, (_, k) =>
    windowedSinc(2 * k + 1, 0.25, halfWidth, beta),
  );
  // The taps of both sides together are one half, as the centre is, so that a constant passes unchanged.
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / (4 * sum));
}
