import { expect, it, vi } from 'vitest';
import { missing, missingNow } from './readiness';

const there = async (): Promise<void> => undefined;
const broken = async (): Promise<never> => {
  throw new Error('password=hunter2');
};
const silent = (): Promise<never> => new Promise(() => undefined);

it('a server with its storage and models misses nothing', async () => {
  expect(await missing({ storage: there, models: there }, 1_000)).toEqual([]);
});

it.each([
  ['is broken', broken],
  ['does not answer in time', silent],
])('a storage that %s is missing, and so are models', async (_, need) => {
  expect(await missing({ storage: need, models: there }, 10)).toEqual(['storage']);
  expect(await missing({ storage: there, models: need }, 10)).toEqual(['models']);
  expect(await missing({ storage: need, models: need }, 10)).toEqual(['storage', 'models']);
});

it('many who ask at once are one query, and who asks later is another', async () => {
  const storage = vi.fn(there);
  await Promise.all([1, 2, 3].map(() => missingNow({ storage, models: there })));
  expect(storage).toHaveBeenCalledOnce();
  await missingNow({ storage, models: there });
  expect(storage).toHaveBeenCalledTimes(2);
});
