/** A rotation, with reflections, of a vector space: lengths and angles stay as they are. */
export interface OrthogonalTransform {
  /** Of a vector of the transform's dimensions. Throws a RangeError for another length. */
  apply(vector: Float32Array | Float64Array): Float64Array;
  /** Back again. Throws as `apply` does. */
  invert(vector: Float32Array | Float64Array): Float64Array;
}

/** Rounds of rotations: Kac's walk is mixed after some d log d of them (Pillai & Smith, 2017), of which each round makes d / 2. */
const ROUNDS = 16;

interface Round {
  /** Which value comes where. */
  order: Uint32Array;
  /** Of the rotation of each pair of neighbours. */
  cosines: Float64Array;
  sines: Float64Array;
}

/**
 * A random orthogonal transform: signs, then rounds of a random permutation and random rotations of pairs (Kac's random walk), in
 * O(d) memory and time a round. In float64, so that what is rounded to float32 afterwards keeps cosines to some 1e-7.
 *
 * @param random uniform numbers in [0, 1); whoever knows them knows the transform
 */
export function orthogonalTransform(dimensions: number, random: () => number): OrthogonalTransform {
  const signs = Float64Array.from({ length: dimensions }, () => (random() < 0.5 ? -1 : 1));
  const rounds = Array.from({ length: ROUNDS }, () => randomRound(dimensions, random));

  const checked = (vector: Float32Array | Float64Array): Float64Array => {
    if (vector.length !== dimensions)
      throw new RangeError(`a vector of ${vector.length} values for a transform of ${dimensions}`);
    return Float64Array.from(vector);
  };

  return {
    apply: (vector) => {
      let values = checked(vector).map((value, i) => value * (signs[i] as number));
      for (const { order, cosines, sines } of rounds) {
        const from = values;
        values = from.map((_, i) => from[order[i] as number] as number);
        rotate(values, cosines, sines, 1);
      }
      return values;
    },
    invert: (vector) => {
      let values = checked(vector);
      for (const { order, cosines, sines } of rounds.toReversed()) {
        rotate(values, cosines, sines, -1);
        const back = new Float64Array(dimensions);
        for (let i = 0; i < dimensions; i++) back[order[i] as number] = values[i] as number;
        values = back;
      }
      return values.map((value, i) => value * (signs[i] as number));
    },
  };
}

function randomRound(dimensions: number, random: () => number): Round {
  const order = Uint32Array.from({ length: dimensions }, (_, i) => i);
  for (let i = dimensions - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const moved = order[i] as number;
    order[i] = order[j] as number;
    order[j] = moved;
  }
  const angles = Float64Array.from({ length: dimensions >> 1 }, () => 2 * Math.PI * random());
  return { order, cosines: angles.map(Math.cos), sines: angles.map(Math.sin) };
}

/** Rotates each pair of neighbours in place, forwards or backwards; of an odd number the last one stays. */
function rotate(values: Float64Array, cosines: Float64Array, sines: Float64Array, direction: 1 | -1): void {
  for (let pair = 0; pair < cosines.length; pair++) {
    const a = values[2 * pair] as number;
    const b = values[2 * pair + 1] as number;
    const cosine = cosines[pair] as number;
    const sine = direction * (sines[pair] as number);
    values[2 * pair] = cosine * a - sine * b;
    values[2 * pair + 1] = sine * a + cosine * b;
  }
}
