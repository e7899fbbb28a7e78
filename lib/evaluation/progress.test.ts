import { afterEach, expect, it, vi } from 'vitest';
import { progress } from './progress';

afterEach(() => {
  vi.restoreAllMocks();
});

it('tells the end of a task that is done at once in one line, and nothing twice', () => {
  const lines: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  const told = progress('pictures');
  for (let done = 1; done <= 300; done++) told(done, 300);
  expect(lines.filter((line) => line.startsWith('100 %: 300 of 300 pictures'))).toHaveLength(1);
  expect(lines.length).toBeLessThan(100);
});
