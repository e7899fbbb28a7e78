/*
 * Fast Fourier transforms of real values, by one transform of complex ones: radix-4 decimation in time, and one step of radix 2
 * where the size is no power of four (Cooley & Tukey, Math. Comp. 19, 1965).
 */

/** What a transform of `size` complex values, a power of two, goes by. */
interface Plan {
  size: number;
  /** The largest power of four that is no larger: `size`, or its half. */
  quarters: number;
  /** Where each place of the input comes from. */
  order: Uint16Array;
  /** Of one turn in `size` steps. */
  cosine: Float64Array;
  sine: Float64Array;
}

function planOf(size: number): Plan {
  const quarters = Math.log2(size) % 2 === 0 ? size : size / 2;
  const order = Uint16Array.from({ length: size }, (_, i) => sourceOf(i, size, quarters));
  return { size, quarters, order, ...turn(size) };
}

function turn(steps: number): { cosine: Float64Array; sine: Float64Array } {
  const angle = (_: unknown, i: number): number => (2 * Math.PI * i) / steps;
  const angles = Float64Array.from({ length: steps }, angle);
  return { cosine: angles.map(Math.cos), sine: angles.map(Math.sin) };
}

/** Even values come before odd ones where the last step is of radix 2; in each the digits to base 4 are read backwards. */
function sourceOf(place: number, size: number, quarters: number): number {
  let reversed = 0;
  for (let span = 1; span < quarters; span *= 4) reversed = 4 * reversed + (Math.floor(place / span) % 4);
  return (size / quarters) * reversed + Math.floor(place / quarters);
}

/** In place; the values stand in the plan's order. Allocates nothing. */
function transform(real: Float64Array, imaginary: Float64Array, plan: Plan): void {
  const { size, quarters, cosine, sine } = plan;
  for (let span = 1; span < quarters; span *= 4) {
    const stride = size / (4 * span);
    for (let offset = 0; offset < span; offset++) {
      const cosine1 = cosine[offset * stride] as number;
      const sine1 = sine[offset * stride] as number;
      const cosine2 = cosine[2 * offset * stride] as number;
      const sine2 = sine[2 * offset * stride] as number;
      const cosine3 = cosine[3 * offset * stride] as number;
      const sine3 = sine[3 * offset * stride] as number;
      for (let a = offset; a < size; a += 4 * span) {
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
  if (quarters < size) joinHalves(real, imaginary, plan);
}

/** The step of radix 2: the transforms of the even and of the odd values become one. */
function joinHalves(real: Float64Array, imaginary: Float64Array, { quarters: half, cosine, sine }: Plan): void {
  for (let a = 0; a < half; a++) {
    const b = a + half;
    const turnedReal = (real[b] as number) * (cosine[a] as number) + (imaginary[b] as number) * (sine[a] as number);
    const turnedImaginary =
      (imaginary[b] as number) * (cosine[a] as number) - (real[b] as number) * (sine[a] as number);
    real[b] = (real[a] as number) - turnedReal;
    imaginary[b] = (imaginary[a] as number) - turnedImaginary;
    real[a] = (real[a] as number) + turnedReal;
    imaginary[a] = (imaginary[a] as number) + turnedImaginary;
  }
}

/**
 * The power spectrum of `size` real samples, a power of two, as a function that writes it into `power[0..size / 2 - 1]` (without
 * the Nyquist bin) and allocates nothing. Real input as half as many complex points, then the usual split (Press et al., Numerical
 * Recipes, 3rd ed., section 12.3).
 */
export function powerSpectrumOf(size: number): (samples: Float64Array, power: Float64Array) => void {
  const half = size / 2;
  const plan = planOf(half);
  const scratch = { real: new Float64Array(half), imaginary: new Float64Array(half), ...turn(size) };
  return (samples, power) => {
    const { order } = plan;
    const { real, imaginary, cosine, sine } = scratch;
    for (let i = 0; i < half; i++) {
      const from = 2 * (order[i] as number);
      real[i] = samples[from] as number;
      imaginary[i] = samples[from + 1] as number;
    }
    transform(real, imaginary, plan);
    power[0] = ((real[0] as number) + (imaginary[0] as number)) ** 2;
    for (let k = 1; k < half; k++) {
      const mirrored = half - k;
      const evenReal = ((real[k] as number) + (real[mirrored] as number)) / 2;
      const evenImaginary = ((imaginary[k] as number) - (imaginary[mirrored] as number)) / 2;
      const oddReal = ((imaginary[k] as number) + (imaginary[mirrored] as number)) / 2;
      const oddImaginary = ((real[mirrored] as number) - (real[k] as number)) / 2;
      const turnReal = cosine[k] as number;
      const turnImaginary = sine[k] as number;
      const outReal = evenReal + turnReal * oddReal + turnImaginary * oddImaginary;
      const outImaginary = evenImaginary + turnReal * oddImaginary - turnImaginary * oddReal;
      power[k] = outReal * outReal + outImaginary * outImaginary;
    }
  };
}

/** Power spectrum of `side` x `side` real values, a power of two a side, row by row; the zero frequency comes first. */
export function powerSpectrum2d(values: ArrayLike<number>, side: number): Float64Array {
  const real = new Float64Array(values);
  const imaginary = new Float64Array(real.length);
  const plan = planOf(side);
  const line = { real: new Float64Array(side), imaginary: new Float64Array(side) };
  for (let i = 0; i < 2 * side; i++) {
    const [start, step] = i < side ? [i * side, 1] : [i - side, side];
    for (let k = 0; k < side; k++) {
      const from = start + (plan.order[k] as number) * step;
      line.real[k] = real[from] as number;
      line.imaginary[k] = imaginary[from] as number;
    }
    transform(line.real, line.imaginary, plan);
    for (let k = 0; k < side; k++) {
      real[start + k * step] = line.real[k] as number;
      imaginary[start + k * step] = line.imaginary[k] as number;
    }
  }
  return real.map((value, i) => value ** 2 + (imaginary[i] as number) ** 2);
}
