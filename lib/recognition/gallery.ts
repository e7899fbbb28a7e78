import { type Embedding, l2Normalise } from '@/lib/math/vector';
import { createUuidTable } from './uuid-table';

/** The person of a gallery most like a probe. */
export interface Nearest {
  id: string;
  /** Cosine similarity, in [-1, 1]. */
  similarity: number;
}

/** One embedding a person, for finding who somebody is. */
export interface EmbeddingGallery {
  readonly size: number;
  has(id: string): boolean;
  /**
   * Adds a person, or replaces what is known of one. Throws a RangeError for an embedding of another length, one
   * without a direction (zero, NaN), and an id that is no UUID.
   */
  put(id: string, embedding: Embedding): void;
  /** Whether the person was there. */
  remove(id: string): boolean;
  ids(): Generator<string, void, undefined>;
  /**
   * Compares the probe with everybody: an exact search, of equals any one. Undefined in an empty gallery. Yields after
   * every `rows` people so that the caller can do other things; whoever stays from the start to the end of the search is
   * compared, whatever is put and removed meanwhile. Throws a RangeError as `put` does.
   */
  search(probe: Embedding, rows?: number): Generator<void, Nearest | undefined, undefined>;
}

/** People that a new gallery has room for, without being told. */
const FIRST_CAPACITY = 1024;

/**
 * An empty gallery for embeddings of `dimensions` values: all of them in one `Float32Array`, row by row, that doubles when
 * it is full. Whoever leaves is overwritten by the last row. With the ids that is `4 dimensions + 24` bytes a person.
 */
export function createEmbeddingGallery(dimensions: number, capacity: number = FIRST_CAPACITY): EmbeddingGallery {
  // The inner loop takes two values at a time; the padding stays zero.
  const stride = dimensions + (dimensions % 2);
  const ids = createUuidTable(capacity);
  let vectors = new Float32Array(capacity * stride);
  // Of the embedding that is put or searched for: a million arrays thrown away would be 100 MB before they are collected.
  const scratch = new Float32Array(dimensions);

  function directionOf(embedding: Embedding): Embedding {
    if (embedding.length !== dimensions)
      throw new RangeError(`an embedding of ${embedding.length} values in a gallery of ${dimensions}`);
    return l2Normalise(embedding, scratch);
  }

  function rowFor(id: string): number {
    const row = ids.rowOf(id) ?? ids.append(id);
    if (row * stride === vectors.length) {
      const wider = new Float32Array(Math.max(stride, vectors.length * 2));
      wider.set(vectors);
      vectors = wider;
    }
    return row;
  }

  return {
    get size() {
      return ids.size;
    },
    has: (id) => ids.rowOf(id) !== undefined,
    put(id, embedding) {
      const direction = directionOf(embedding);
      // First, because it may replace `vectors`.
      const row = rowFor(id);
      vectors.set(direction, row * stride);
    },
    remove(id) {
      const row = ids.rowOf(id);
      if (row === undefined) return false;
      const last = ids.size - 1;
      ids.remove(row);
      vectors.copyWithin(row * stride, last * stride, (last + 1) * stride);
      vectors.fill(0, last * stride, (last + 1) * stride);
      return true;
    },
    *ids() {
      for (let row = 0; row < ids.size; row++) yield ids.idAt(row);
    },
    *search(probe, rows = Number.POSITIVE_INFINITY) {
      // In float64 once, here, instead of once a row in the loop.
      const direction = new Float64Array(stride);
      direction.set(directionOf(probe));
      let best: Nearest | undefined;
      // From the last row down: whoever moves into the place of somebody who leaves moves to where the search still goes,
      // or was compared already.
      for (let to = ids.size; to > 0; ) {
        const from = Math.max(0, to - rows);
        const { row, similarity } = nearestRow(vectors, direction, from, to);
        if (!best || similarity > best.similarity) best = { id: ids.idAt(row), similarity };
        if (from > 0) yield;
        to = Math.min(from, ids.size);
      }
      return best && { ...best, similarity: Math.min(1, Math.max(-1, best.similarity)) };
    },
  };
}

/**
 * The row of `from` to `to` with the largest scalar product. Four rows at once share each value of the probe, and two
 * values a turn keep the four sums independent: 0.15 s of processor time for a million rows of 192.
 */
function nearestRow(
  vectors: Float32Array,
  probe: Float64Array,
  from: number,
  to: number,
): { row: number; similarity: number } {
  const { length } = probe;
  let nearest = from;
  let highest = Number.NEGATIVE_INFINITY;
  let row = from;
  for (; row + 4 <= to; row += 4) {
    const first = row * length;
    const second = first + length;
    const third = second + length;
    const fourth = third + length;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 0; i < length; i += 2) {
      const even = probe[i] as number;
      const odd = probe[i + 1] as number;
      a += (vectors[first + i] as number) * even + (vectors[first + i + 1] as number) * odd;
      b += (vectors[second + i] as number) * even + (vectors[second + i + 1] as number) * odd;
      c += (vectors[third + i] as number) * even + (vectors[third + i + 1] as number) * odd;
      d += (vectors[fourth + i] as number) * even + (vectors[fourth + i + 1] as number) * odd;
    }
    const most = Math.max(a, b, c, d);
    if (most <= highest) continue;
    highest = most;
    nearest = row + [a, b, c, d].indexOf(most);
  }
  for (; row < to; row++) {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += (vectors[row * length + i] as number) * (probe[i] as number);
    if (sum <= highest) continue;
    highest = sum;
    nearest = row;
  }
  return { row: nearest, similarity: highest };
}
