/** Points of the transform: the 400-sample frame, zero-padded to the next power of two. */
export const TRANSFORM_SIZE = 512;

const HALF = TRANSFORM_SIZE / 2;
const REVERSED = Uint16Array.from({ length: HALF }, (_, i) => {
  let reversed = 0;
  for (let bit = 1; bit < HALF; bit <<= 1) reversed = (reversed << 1) | (i & bit ? 1 : 0);
  return reversed;
});
const COSINE = Float64Array.from({ length: HALF }, (_, i) => Math.cos((2 * Math.PI * i) / TRANSFORM_SIZE));
const SINE = Float64Array.from({ length: HALF }, (_, i) => Math.sin((2 * Math.PI * i) / TRANSFORM_SIZE));
const real = new Float64Array(HALF);
const imaginary = new Float64Array(HALF);

/**
 * Power spectrum of 512 real samples into `power[0..255]` (the Nyquist bin carries no mel weight and is left out).
 * Real input as 256 complex points, radix-2 decimation in time, then the usual split
 * (Press et al., Numerical Recipes, 3rd ed., section 12.3). Allocates nothing.
 */
export function powerSpectrum(samples: Float64Array, power: Float64Array): void {
  for (let i = 0; i < HALF; i++) {
    const from = 2 * (REVERSED[i] as number);
    real[i] = samples[from] as number;
    imaginary[i] = samples[from + 1] as number;
  }
  transformInPlace();
  power[0] = ((real[0] as number) + (imaginary[0] as number)) ** 2;
  for (let k = 1; k < HALF; k++) {
    const mirrored = HALF - k;
    const evenReal = ((real[k] as number) + (real[mirrored] as number)) / 2;
    const evenImaginary = ((imaginary[k] as number) - (imaginary[mirrored] as number)) / 2;
    const oddReal = ((imaginary[k] as number) + (imaginary[mirrored] as number)) / 2;
    const oddImaginary = ((real[mirrored] as number) - (real[k] as number)) / 2;
    const cosine = COSINE[k] as number;
    const sine = SINE[k] as number;
    const outReal = evenReal + cosine * oddReal + sine * oddImaginary;
    const outImaginary = evenImaginary + cosine * oddImaginary - sine * oddReal;
    power[k] = outReal * outReal + outImaginary * outImaginary;
  }
}

function transformInPlace(): void {
  for (let span = 1; span < HALF; span <<= 1) {
    const stride = HALF / span;
    for (let offset = 0; offset < span; offset++) {
      const cosine = COSINE[offset * stride] as number;
      const sine = SINE[offset * stride] as number;
      for (let low = offset; low < HALF; low += span << 1) {
        const high = low + span;
        const turnedReal = (real[high] as number) * cosine + (imaginary[high] as number) * sine;
        const turnedImaginary = (imaginary[high] as number) * cosine - (real[high] as number) * sine;
        real[high] = (real[low] as number) - turnedReal;
        imaginary[high] = (imaginary[low] as number) - turnedImaginary;
        real[low] = (real[low] as number) + turnedReal;
        imaginary[low] = (imaginary[low] as number) + turnedImaginary;
      }
    }
  }
}
