import { beforeAll, expect, it } from 'vitest';
import { seededRandom } from '@/lib/math/random';
import { readTinyFiles } from '@/lib/testing/tiny-networks';
import { type Operators, operators, type Picture } from './operators';

let ops: Operators;
beforeAll(async () => {
  ops = await operators((await readTinyFiles()).kernels, 1_000_000);
});

const random = seededRandom(7);
function some(length: number): Float32Array {
  const values = ops.room(length);
  values.set(Float32Array.from({ length }, () => random() - 0.5));
  return values;
}
const picture = (side: number, channels: number): Picture => ({ values: some(side * side * channels), side, channels });

/** Zero outside. */
function at({ values, side, channels }: Picture, row: number, column: number, channel: number): number {
  const isInside = row >= 0 && row < side && column >= 0 && column < side;
  return isInside ? (values[(row * side + column) * channels + channel] as number) : 0;
}

/** By its definition. */
function expected(
  { side, channels }: Pick<Picture, 'side' | 'channels'>,
  value: (row: number, column: number, channel: number) => number,
): number[] {
  return Array.from({ length: side * side * channels }, (_, i) =>
    value(Math.floor(i / channels / side), Math.floor(i / channels) % side, i % channels),
  );
}

const nine = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => [row, column] as const));

function expectClose(y: Picture, values: number[]): void {
  expect(y.values).toHaveLength(values.length);
  for (const [i, value] of values.entries()) expect(y.values[i]).toBeCloseTo(value, 4);
}

it.each([
  [9, 1, 8, 'linear', 1],
  [9, 2, 16, 'relu', 0],
  [10, 1, 24, 'leaky', 0.1],
] as const)('convolves %d pixels at a stride of %d with %d filters, %s', (side, stride, outputs, activation, slope) => {
  const x = picture(side, 3);
  const filters = { weights: some(27 * outputs), bias: some(outputs) };
  const y = ops.convolve(x, filters, stride, activation);
  expect(y).toMatchObject({ side: Math.floor((side - 3) / stride) + 1, channels: outputs });
  expectClose(
    y,
    expected(y, (row, column, output) => {
      let sum = filters.bias[output] as number;
      for (const [r, c] of nine)
        for (let channel = 0; channel < 3; channel++)
          sum +=
            at(x, row * stride + r, column * stride + c, channel) *
            (filters.weights[((3 * r + c) * 3 + channel) * outputs + output] as number);
      return sum < 0 ? slope * sum : sum;
    }),
  );
});

it.each([2, 3, 7])('mixes the channels of %d x %d pixels', (side) => {
  const x = picture(side, 12);
  const filters = { weights: some(12 * 16), bias: some(16) };
  const y = ops.mix(x, filters, 'linear');
  expectClose(
    y,
    expected(y, (row, column, output) => {
      let sum = filters.bias[output] as number;
      for (let channel = 0; channel < 12; channel++)
        sum += at(x, row, column, channel) * (filters.weights[channel * 16 + output] as number);
      return sum;
    }),
  );
});

it.each([
  [7, 1, 1],
  [8, 1, 1],
  [7, 2, 1],
  [8, 2, 0],
] as const)(
  'filters each channel of %d pixels at a stride of %d with %d zeros before, as TensorFlow does',
  (side, stride, before) => {
    const x = picture(side, 8);
    const weights = some(9 * 8);
    const y = ops.depthwise(x, weights, stride);
    expect(y).toMatchObject({ side: Math.ceil(side / stride), channels: 8 });
    expectClose(
      y,
      expected(y, (row, column, channel) =>
        nine.reduce(
          (sum, [r, c]) =>
            sum +
            at(x, row * stride + r - before, column * stride + c - before, channel) *
              (weights[(3 * r + c) * 8 + channel] as number),
          0,
        ),
      ),
    );
  },
);

it.each([
  [7, 2],
  [8, 2],
  [7, 1],
] as const)('takes the largest of each four of %d pixels at a stride of %d', (side, stride) => {
  const x = picture(side, 4);
  const y = ops.maxPool(x, stride);
  const last = side - 1;
  expectClose(
    y,
    expected(y, (row, column, channel) =>
      Math.max(
        ...[0, 1].flatMap((r) =>
          [0, 1].map((c) => at(x, Math.min(row * stride + r, last), Math.min(column * stride + c, last), channel)),
        ),
      ),
    ),
  );
});

it('gives room until there is none', () => {
  expect(() => ops.room(10_000_000)).toThrow(RangeError);
});
