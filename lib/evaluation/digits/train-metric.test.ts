import { expect, it } from 'vitest';
import { MEASURED } from '@/lib/liveness/digits/metric';
import { trainMetric } from './train-metric';

const diagonal = (value: (i: number) => number): Float64Array => {
  const matrix = new Float64Array(MEASURED * MEASURED);
  for (let i = 0; i < MEASURED; i++) matrix[i * (MEASURED + 1)] = value(i);
  return matrix;
};

it('a metric weighs most what differs between digits and hardly within one', () => {
  const told = 7;
  const noisy = 3;
  const same = diagonal((i) => (i === noisy ? 4 : 1));
  const other = diagonal((i) => (i === told ? 9 : i === noisy ? 4.2 : 1.5));
  const { weights, dimensions } = trainMetric([{ same, other }]);
  const weightOf = (value: number): number => {
    let sum = 0;
    for (let row = 0; row < dimensions; row++) sum += weights[row * MEASURED + value]! ** 2;
    return sum;
  };
  const all = Array.from({ length: MEASURED }, (_, value) => weightOf(value));
  expect(all.indexOf(Math.max(...all))).toBe(told);
  expect(weightOf(noisy)).toBeLessThan(weightOf(told) / 10);
});
