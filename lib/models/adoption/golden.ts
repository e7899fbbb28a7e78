import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { l2Normalise } from '@/lib/math/vector';
import { UnfitModel } from '@/lib/models/onnx/inspect';
import { GOLDEN_SOUNDS, type GoldenSound } from './trial';

/** Of L2-normalised embeddings, value by value. */
const TOLERANCE = 1e-3;

const values = z.strictObject({ voice: z.array(z.number()), chirp: z.array(z.number()) });

/** What a network gives for the golden recordings, as a file of `models/golden/`. */
export function goldenFile(golden: Readonly<Record<string, Float32Array>>): Uint8Array<ArrayBuffer> {
  const rows = Object.entries(golden).map(([sound, row]) => {
    const written = Array.from(row, (value) => Number(value.toPrecision(7)));
    return `  "${sound}": [${written.join(', ')}]`;
  });
  return new TextEncoder().encode(`{\n${rows.join(',\n')}\n}\n`);
}

/** Compares with the values of a reference implementation. Throws an UnfitModel where they differ, or are none. */
export async function requireGolden(path: string, golden: Record<GoldenSound, Float32Array>): Promise<void> {
  const expected = await readValues(path);
  for (const sound of GOLDEN_SOUNDS) {
    const wanted = l2Normalise(Float32Array.from(expected[sound]));
    const given = l2Normalise(golden[sound]);
    if (wanted.length !== given.length)
      throw new UnfitModel(`${path} has ${wanted.length} values of ${sound}, and it gives ${given.length}`);
    const worst = Math.max(...given.map((value, i) => Math.abs(value - (wanted[i] ?? 0))));
    if (!(worst <= TOLERANCE)) throw new UnfitModel(`it differs from ${path} in ${sound} by ${worst.toFixed(4)}`);
  }
}

async function readValues(path: string): Promise<z.infer<typeof values>> {
  try {
    return values.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new UnfitModel(`${path} holds no golden values: {"voice": [...], "chirp": [...]}`, { cause });
  }
}
