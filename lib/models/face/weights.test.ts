import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readWeights, transpose } from './weights';

async function withFiles<T>(weights: object[], bytes: Uint8Array, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'weights-'));
  try {
    await writeFile(join(folder, 'net-weights_manifest.json'), JSON.stringify([{ weights, paths: ['net.bin'] }]));
    await writeFile(join(folder, 'net.bin'), bytes);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const quantised = { name: 'a', shape: [2, 3], dtype: 'float32', quantization: { scale: 0.5, min: -1, dtype: 'uint8' } };
const plain = { name: 'b', shape: [1], dtype: 'float32' };

it('finds quantised and plain constants one behind the other', async () => {
  const weights = await withFiles([quantised, plain], Uint8Array.of(1, 2, 3, 4, 5, 6, 0, 0, 128, 63), (folder) =>
    readWeights(folder, 'net'),
  );
  expect(weights('a')).toMatchObject({ shape: [2, 3], quantised: { scale: 0.5, min: -1 } });
  expect([...weights('a').data]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(new Float32Array(weights('b').data.buffer)).toEqual(Float32Array.of(1));
  expect(() => weights('c')).toThrow(/no constant "c"/);
});

it('refuses a file that is longer or shorter than its manifest says', async () => {
  for (const length of [5, 7]) {
    await expect(
      withFiles([quantised], new Uint8Array(length), (folder) => readWeights(folder, 'net')),
    ).rejects.toThrow(/its manifest names 6/);
  }
});

it('turns axes round without touching values', () => {
  const bytes = transpose(
    { shape: [2, 3], quantised: { scale: 1, min: 0 }, data: Uint8Array.of(1, 2, 3, 4, 5, 6) },
    [1, 0],
  );
  expect(bytes.shape).toEqual([3, 2]);
  expect([...bytes.data]).toEqual([1, 4, 2, 5, 3, 6]);
  const floats = Float32Array.of(1, 2, 3, 4);
  const turned = transpose({ shape: [2, 1, 2], quantised: undefined, data: new Uint8Array(floats.buffer) }, [2, 1, 0]);
  expect(turned.shape).toEqual([2, 1, 2]);
  expect(new Float32Array(turned.data.buffer)).toEqual(Float32Array.of(1, 3, 2, 4));
});
