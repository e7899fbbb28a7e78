import { expect, it } from 'vitest';
import { seededRandom } from './random';
import { symmetricEigen } from './symmetric-eigen';

it('a matrix is its eigenvectors, each stretched by its value, the largest first', () => {
  const random = seededRandom(3);
  const size = 7;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = i; k < size; k++) {
      matrix[i * size + k] = random() - 0.5;
      matrix[k * size + i] = matrix[i * size + k]!;
    }
  const eigen = symmetricEigen(matrix, size);
  for (let i = 0; i < size * size; i++) {
    const [row, column] = [Math.floor(i / size), i % size];
    const sum = eigen.reduce((sum, { value, vector }) => sum + value * vector[row]! * vector[column]!, 0);
    expect(sum).toBeCloseTo(matrix[i]!, 10);
  }
  const values = eigen.map(({ value }) => value);
  expect(values).toEqual(values.toSorted((a, b) => b - a));
});

it('of a diagonal matrix the values are its diagonal', () => {
  expect(symmetricEigen(Float64Array.of(2, 0, 0, 5), 2).map(({ value }) => value)).toEqual([5, 2]);
});
