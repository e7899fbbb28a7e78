import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** One constant of a face-api network as its file holds it. */
export interface Weight {
  shape: readonly number[];
  /** Quantised: value = scale * byte + min. Otherwise little-endian float32. */
  quantised: { scale: number; min: number } | undefined;
  data: Uint8Array;
}

/** Looks a constant up by its name in the manifest; throws an Error that names a missing one. */
export type Weights = (name: string) => Weight;

/** TensorFlow.js's weights manifest, as far as face-api's networks use it. */
const manifest = z
  .array(
    z.object({
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(z.number().int().nonnegative()),
          dtype: z.enum(['float32', 'int32']),
          quantization: z.object({ scale: z.number(), min: z.number(), dtype: z.literal('uint8') }).optional(),
        }),
      ),
    }),
  )
  .length(1);

/** Those of the installed `@vladmandic/face-api`. */
export const faceApiWeights = (name: string): Promise<Weights> =>
  readWeights(
    join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'model'),
    name,
  );

/** Reads `<name>-weights_manifest.json` and `<name>.bin` of a folder. */
export async function readWeights(folder: string, name: string): Promise<Weights> {
  const [group] = manifest.parse(JSON.parse(await readFile(join(folder, `${name}-weights_manifest.json`), 'utf8')));
  const bytes = new Uint8Array(await readFile(join(folder, `${name}.bin`)));
  const weights = new Map<string, Weight>();
  let offset = 0;
  for (const { name, shape, quantization } of group?.weights ?? []) {
    const length = shape.reduce((product, size) => product * size, 1) * (quantization ? 1 : 4);
    weights.set(name, { shape, quantised: quantization, data: bytes.slice(offset, offset + length) });
    offset += length;
  }
  if (offset !== bytes.length) throw new Error(`${name}.bin has ${bytes.length} bytes; its manifest names ${offset}`);
  return (wanted) => {
    const weight = weights.get(wanted);
    if (!weight) throw new Error(`${name} has no constant "${wanted}"`);
    return weight;
  };
}

/**
 * The same constant with its axes in another order: axis `i` of the result is axis `order[i]` of the weight. Bytes move,
 * values do not change, so that it stays quantised.
 */
export function transpose(weight: Weight, order: readonly number[]): Weight {
  const { shape, quantised, data } = weight;
  const bytes = quantised ? 1 : 4;
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const turned = order.map((axis) => shape[axis] as number);
  const turnedStrides = order.map((axis) => strides[axis] as number);
  const moved = new Uint8Array(data.length);
  for (let to = 0; to < data.length / bytes; to++) {
    let from = 0;
    let rest = to;
    for (let axis = turned.length - 1; axis >= 0; axis--) {
      const size = turned[axis] as number;
      from += (rest % size) * (turnedStrides[axis] as number);
      rest = Math.floor(rest / size);
    }
    moved.set(data.subarray(from * bytes, (from + 1) * bytes), to * bytes);
  }
  return { shape: turned, quantised, data: moved };
}
