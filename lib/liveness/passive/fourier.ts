/**
 * Power spectrum of `side` x `side` values, a power of two a side, row by row; the zero frequency comes first.
 * Radix-2 transforms of the rows, then of the columns (Cooley & Tukey, Math. Comp. 19, 1965).
 */
export function powerSpectrum2d(values: Float32Array, side: number): Float64Array {
  const real = Float64Array.from(values);
  const imaginary = new Float64Array(values.length);
  for (let row = 0; row < side; row++) transform(real, imaginary, row * side, 1, side);
  for (let column = 0; column < side; column++) transform(real, imaginary, column, side, side);
  return real.map((value, i) => value ** 2 + (imaginary[i] as number) ** 2);
}

/** In place, of `count` complex values that lie `step` apart from `start` on. */
function transform(real: Float64Array, imaginary: Float64Array, start: number, step: number, count: number): void {
  const swap = (values: Float64Array, i: number, j: number): void => {
    const kept = values[start + i * step] as number;
    values[start + i * step] = values[start + j * step] as number;
    values[start + j * step] = kept;
  };
  for (let i = 1, j = 0; i < count; i++) {
    let bit = count >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      swap(real, i, j);
      swap(imaginary, i, j);
    }
  }
  for (let size = 2; size <= count; size *= 2) {
    for (let k = 0; k < size / 2; k++) {
      const cosine = Math.cos((2 * Math.PI * k) / size);
      const sine = -Math.sin((2 * Math.PI * k) / size);
      for (let block = k; block < count; block += size) {
        const a = start + block * step;
        const b = a + (size / 2) * step;
        const turnedReal = (real[b] as number) * cosine - (imaginary[b] as number) * sine;
        const turnedImaginary = (real[b] as number) * sine + (imaginary[b] as number) * cosine;
        real[b] = (real[a] as number) - turnedReal;
        imaginary[b] = (imaginary[a] as number) - turnedImaginary;
        real[a] = (real[a] as number) + turnedReal;
        imaginary[a] = (imaginary[a] as number) + turnedImaginary;
      }
    }
  }
}
