import { describe, expect, it } from 'vitest';
import { powerSpectrum2d, powerSpectrumOf } from './fourier';
import { gaussian as gaussianOf, seededRandom } from './random';

const random = seededRandom(5);
const gaussian = (): number => gaussianOf(random);

/** By its definition. */
function powerAt(samples: Float64Array, bin: number): number {
  let [real, imaginary] = [0, 0];
  samples.forEach((sample, i) => {
    real += sample * Math.cos((2 * Math.PI * bin * i) / samples.length);
    imaginary -= sample * Math.sin((2 * Math.PI * bin * i) / samples.length);
  });
  return real ** 2 + imaginary ** 2;
}

describe('the spectrum of samples', () => {
  it.each([4, 8, 64, 512])('of %i is what the definition says', (size) => {
    const samples = Float64Array.from({ length: size }, gaussian);
    const power = new Float64Array(size / 2);
    powerSpectrumOf(size)(samples, power);
    power.forEach((value, bin) => {
      expect(value).toBeCloseTo(powerAt(samples, bin), 8);
    });
  });
});

describe.each([8, 16])('the spectrum of a square, %i values a side', (SIDE) => {
  it('of one point is the same everywhere', () => {
    const values = new Float32Array(SIDE * SIDE);
    values[37] = 3;
    for (const power of powerSpectrum2d(values, SIDE)) expect(power).toBeCloseTo(9, 9);
  });

  it('of a wave has two lines', () => {
    const wave = Float32Array.from({ length: SIDE * SIDE }, (_, i) =>
      Math.cos((2 * Math.PI * (3 * (i % SIDE) + 2 * Math.floor(i / SIDE))) / SIDE),
    );
    const power = powerSpectrum2d(wave, SIDE);
    const lines = [...power].flatMap((value, i) => (value > 1 ? [[Math.floor(i / SIDE), i % SIDE]] : []));
    expect(lines).toEqual([
      [2, 3],
      [SIDE - 2, SIDE - 3],
    ]);
  });

  it('keeps the energy (Parseval)', () => {
    const values = Float32Array.from({ length: SIDE * SIDE }, gaussian);
    const energy = values.reduce((sum, value) => sum + value ** 2, 0);
    const power = powerSpectrum2d(values, SIDE).reduce((sum, value) => sum + value, 0);
    expect(power / SIDE ** 2).toBeCloseTo(energy, 3);
  });
});
