import { expect, it } from 'vitest';
import { settled } from './settled';

it('gives all, in order', async () => {
  expect(await settled([Promise.resolve(1), Promise.resolve('two')])).toEqual([1, 'two']);
});

it('throws what the first in order threw, and not before the last is over', async () => {
  let isOver = false;
  const slow = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    isOver = true;
    throw new Error('first');
  });
  await expect(settled([slow, Promise.reject(new Error('second'))])).rejects.toThrow('first');
  expect(isOver).toBe(true);
});

it('waits for those that go well too', async () => {
  let isOver = false;
  const slow = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    isOver = true;
  });
  await expect(settled([Promise.reject(new Error('early')), slow])).rejects.toThrow('early');
  expect(isOver).toBe(true);
});
