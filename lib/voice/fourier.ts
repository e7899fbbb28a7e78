/** Points of the transform: the 400-sample frame, zero-padded to the next power of two. */
export const TRANSFORM_SIZE = 512;

const HALF = TRANSFORM_SIZE / 2;
/** The order in which four-point transforms of transforms take their input: the digits to base 4, backwards. */
const REVERSED = Uint16Array.from({ length: HALF }, (_, i) => {
  let reversed = 0;
  for (let span = 1; span < HALF; span *= 4) reversed = 4 * reversed + (Math.floor(i / span) % 4);
  return reversed;
});
const COSINE = Float64Array.from({ length: TRANSFORM_SIZE }, (_, i) => Math.cos((2 * Math.PI * i) / TRANSFORM_SIZE));
const SINE = Float64Array.from({ length: TRANSFORM_SIZE }, (_, i) => Math.sin((2 * Math.PI * i) / TRANSFORM_SIZE));
const real = new Float64Array(HALF);
const imaginary = new Float64Array(HALF);

/**
 * Power spectrum of 512 real samples into `power[0..255]` (the Nyquist bin carries no mel weight and is left out).
 * Real input as 256 complex points, radix-4 decimation in time, then the usual split
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
  for (let span = 1; span < HALF; span *= 4) {
    const stride = HALF / (2 * span);
    for (let offset = 0; offset < span; offset++) {
      const cosine1 = COSINE[offset * stride] as number;
      const sine1 = SINE[offset * stride] as number;
      const cosine2 = COSINE[2 * offset * stride] as number;
      const sine2 = SINE[2 * offset * stride] as number;
      const cosine3 = COSINE[3 * offset * stride] as number;
      const sine3 = SINE[3 * offset * stride] as number;
      for (let a = offset; a < HALF; a += 4 * span) {
        const b = a + span;
        const c = b + span;
        const d = c + span;
        const aReal = real[a] as number;
        const aImaginary = imaginary[a] as number;
        const bReal = (real[b] as number) * cosine1 + (imaginary[b] as number) * sine1;
        const bImaginary = (imaginary[b] as number) * cosine1 - (real[b] as number) * sine1;
        const cReal = (real[c] as number) * cosine2 + (imaginary[c] as number) * sine2;
        const cImaginary = (imaginary[c] as number) * cosine2 - (real[c] as number) * sine2;
        const dReal = (real[d] as number) * cosine3 + (imaginary[d] as number) * sine3;
        const dImaginary = (imaginary[d] as number) * cosine3 - (real[d] as number) * sine3;
        const evenSumReal = aReal + cReal;
        const evenSumImaginary = aImaginary + cImaginary;
        const evenDifferenceReal = aReal - cReal;
        const evenDifferenceImaginary = aImaginary - cImaginary;
        const oddSumReal = bReal + dReal;
        const oddSumImaginary = bImaginary + dImaginary;
        const oddDifferenceReal = bReal - dReal;
        const oddDifferenceImaginary = bImaginary - dImaginary;
        real[a] = evenSumReal + oddSumReal;
        imaginary[a] = evenSumImaginary + oddSumImaginary;
        real[b] = evenDifferenceReal + oddDifferenceImaginary;
        imaginary[b] = evenDifferenceImaginary - oddDifferenceReal;
        real[c] = evenSumReal - oddSumReal;
        imaginary[c] = evenSumImaginary - oddSumImaginary;
        real[d] = evenDifferenceReal - oddDifferenceImaginary;
        imaginary[d] = evenDifferenceImaginary + oddDifferenceReal;
      }
    }
  }
}
