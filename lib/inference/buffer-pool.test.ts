import { expect, it } from 'vitest';
import { bufferPool } from './buffer-pool';

it('uses memory that came back for an array that is no longer, and not for two', () => {
  const spare = bufferPool();
  const { buffer } = spare.take(100);
  spare.give(buffer);
  const again = spare.take(90);
  expect(again).toHaveLength(90);
  expect(again.buffer).toBe(buffer);
  expect(spare.take(90).buffer).not.toBe(buffer);
});

it('makes an array where what is there is too small or much too large', () => {
  const spare = bufferPool();
  spare.give(new ArrayBuffer(40));
  spare.give(new ArrayBuffer(4_000));
  const array = spare.take(100);
  expect(array.buffer.byteLength).toBe(400);
  expect(array.every((value) => value === 0)).toBe(true);
});

it('keeps two buffers at the most, the newest, and none that is huge', () => {
  const spare = bufferPool(1_000);
  const buffers = [40, 44, 48, 1_004].map((bytes) => new ArrayBuffer(bytes));
  buffers.forEach(spare.give);
  const taken = [spare.take(10), spare.take(10), spare.take(10)].map(({ buffer }) => buffers.indexOf(buffer));
  expect(taken).toEqual([2, 1, -1]);
  expect(spare.take(251).buffer).not.toBe(buffers[3]);
});
