import { describe, expect, it } from 'vitest';
import { seededBytes } from '@/lib/testing/random-bytes';
import { drawBelow, shuffled } from './draw';

describe('a drawn number', () => {
  it('is each number equally often, over all bytes', () => {
    let byte = 0;
    const each = new Map<number, number>();
    // The last six of 256 bytes are drawn again: 250 numbers of ten are left.
    for (let i = 0; i < 250; i++) {
      const drawn = drawBelow(10, () => Uint8Array.of(byte++));
      each.set(drawn, (each.get(drawn) ?? 0) + 1);
    }
    expect([...each.values()]).toEqual(new Array(10).fill(25));
  });

  it('is drawn again where a byte would make small numbers likelier', () => {
    const bytes = [255, 250, 249];
    expect(drawBelow(10, () => Uint8Array.of(bytes.shift()!))).toBe(9);
    expect(bytes).toEqual([]);
  });

  it('needs bytes, and a number of choices that a byte can tell apart', () => {
    expect(() => drawBelow(10, () => new Uint8Array())).toThrow(RangeError);
    for (const count of [0, 257, 1.5, Number.NaN]) expect(() => drawBelow(count, seededBytes(1))).toThrow(RangeError);
  });
});

it('a shuffle keeps all values, and has every order about as often', () => {
  const random = seededBytes(1);
  const orders = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = shuffled([1, 2, 3], random).join('');
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  expect([...orders.keys()].toSorted()).toEqual(['123', '132', '213', '231', '312', '321']);
  for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
