import { expect, it } from 'vitest';
import { memoryGrowth } from './memory-growth';

const MEGABYTE = 1024 * 1024;

it('work that leaves nothing behind does not grow, and work that does is found', async () => {
  const clean = await memoryGrowth(async () => void Buffer.alloc(MEGABYTE, 1));
  expect(clean.held).toBeLessThan(MEGABYTE);
  const kept: unknown[] = [];
  const leak = await memoryGrowth(async () => {
    kept.push(
      Array.from({ length: MEGABYTE / 4 }, (_, i) => `${i}`),
      Buffer.alloc(8 * MEGABYTE, 1),
    );
  });
  expect(leak.held).toBeGreaterThan(10 * MEGABYTE);
  expect(leak.resident).toBeGreaterThan(30 * MEGABYTE);
});
