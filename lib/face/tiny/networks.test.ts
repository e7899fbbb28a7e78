import { expect, it } from 'vitest';
import { seededRandom } from '@/lib/math/random';
import { openTinyNetworks, readTinyFiles } from '@/lib/testing/tiny-networks';
import { DETECTION_SIDE, LANDMARKS_SIDE, tinyNetworks } from './networks';

function noise(side: number, seed: number): Uint8ClampedArray {
  const random = seededRandom(seed);
  return Uint8ClampedArray.from({ length: 4 * side * side }, () => 256 * random());
}

it('an answer stays as it is while others are asked for, and is the same whenever asked', async () => {
  const networks = await openTinyNetworks();
  const [whole, face] = [noise(DETECTION_SIDE, 1), noise(LANDMARKS_SIDE, 2)];
  const [cells, landmarks] = [networks.detect(whole), networks.locate(face)];
  expect([cells.length, landmarks.length]).toEqual([7 * 7 * 25, 136]);
  expect([...cells, ...landmarks].every(Number.isFinite)).toBe(true);
  const kept = [cells.slice(), landmarks.slice()];
  for (let i = 0; i < 20; i++) {
    networks.detect(noise(DETECTION_SIDE, i));
    networks.locate(noise(LANDMARKS_SIDE, i));
  }
  expect([cells, landmarks]).toEqual(kept);
  expect([networks.detect(whole), networks.locate(face)]).toEqual(kept);
});

it('rows that a picture does not have are black', async () => {
  const { detect } = await openTinyNetworks();
  const rows = 4 * DETECTION_SIDE * 168;
  const picture = noise(DETECTION_SIDE, 3);
  expect(detect(picture.subarray(0, rows))).toEqual(detect(picture.slice().fill(0, rows)));
});

it.each(['kernels', 'detection', 'landmarks'] as const)('files of which %s is cut are refused', async (name) => {
  const files = await readTinyFiles();
  await expect(tinyNetworks({ ...files, [name]: files[name].slice(0, -1) })).rejects.toThrow();
  await expect(tinyNetworks({ ...files, [name]: new ArrayBuffer(0) })).rejects.toThrow();
});

it('a file with more than its network reads is refused', async () => {
  const files = await readTinyFiles();
  await expect(tinyNetworks({ ...files, landmarks: files.detection })).rejects.toThrow();
});
