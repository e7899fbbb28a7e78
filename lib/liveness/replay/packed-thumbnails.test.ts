import { expect, it } from 'vitest';
import { packThumbnails, unpackThumbnails } from './packed-thumbnails';

const thumbnails = [0, 1].map((n) => Uint16Array.from({ length: 32 * 24 }, (_, i) => (n * 30_000 + i * 45) % 65_281));

it('packed thumbnails are the same again, in two bytes a cell', () => {
  const bytes = packThumbnails(thumbnails);
  expect(bytes).toHaveLength(2 * 1536);
  expect(unpackThumbnails(bytes)).toEqual(thumbnails);
  expect(unpackThumbnails(packThumbnails([]))).toEqual([]);
});

it('bytes of another length are none', () => {
  expect(() => unpackThumbnails(new Uint8Array(1535))).toThrow(RangeError);
});
