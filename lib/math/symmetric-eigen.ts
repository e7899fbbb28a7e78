/** Of a symmetric matrix: each eigenvector with its value, the largest value first. */
export interface Eigen {
  value: number;
  vector: Float64Array;
}

const MOST_SWEEPS = 50;
/** Of the sum of all squares: what is left beside the diagonal. */
const PRECISION = 1e-22;

/** Eigenvalues and orthonormal eigenvectors of a symmetric matrix of `size` rows (cyclic Jacobi: Golub and Van Loan, Matrix Computations, 8.5). */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen[] {
  const a = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  const all = a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < MOST_SWEEPS && besideDiagonal(a, size) > PRECISION * all; sweep++)
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
  return Array.from({ length: size }, (_, i) => ({
    value: a[i * size + i] as number,
    vector: Float64Array.from({ length: size }, (_, k) => vectors[k * size + i] as number),
  })).toSorted((one, other) => other.value - one.value);
}

function besideDiagonal(a: Float64Array, size: number): number {
  return a.reduce((sum, value, i) => sum + (i % (size + 1) === 0 ? 0 : value * value), 0);
}

/** Turns rows and columns `p` and `q` so that nothing is left where they meet. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const off = a[p * size + q] as number;
  if (off === 0) return;
  const ratio = ((a[q * size + q] as number) - (a[p * size + p] as number)) / (2 * off);
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const turn = (of: Float64Array, i: number, j: number): void => {
    const [x, y] = [of[i] as number, of[j] as number];
    of[i] = cosine * x - sine * y;
    of[j] = sine * x + cosine * y;
  };
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q);
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k);
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q);
}
