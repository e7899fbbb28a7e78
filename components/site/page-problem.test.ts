import { describe, expect, it } from 'vitest';
import { mayReload, pageProblem } from './page-problem';

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

describe('what broke a page', () => {
  it.each([
    ['offline', new TypeError('Failed to fetch'), true],
    ['offline', new TypeError('NetworkError when attempting to fetch resource.'), true],
    ['offline', new TypeError('Load failed'), true],
    ['offline', new Error('anything'), false],
    ['part_missing', named('ChunkLoadError', 'x'), true],
    ['part_missing', new Error('Failed to load chunk /_next/static/chunks/a.js from module 1'), true],
    ['part_missing', new TypeError('Failed to fetch dynamically imported module: https://a/b.js'), true],
    ['ours', new TypeError('x is not a function'), true],
    ['ours', new Error('An error occurred in the Server Components render.'), true],
    ['ours', 'nothing we know', true],
  ] as const)('is %s for %s', (problem, error, online) => {
    expect(pageProblem(error, online)).toBe(problem);
  });
});

describe('a page with a part missing', () => {
  const storage = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
  };

  it('loads itself anew once, and again when it is another matter', () => {
    const kept = storage();
    expect([0, 100, 59_000, 61_000, 62_000].map((now) => mayReload(kept, now))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  it('does not where nobody could remember that it did', () => {
    const off = {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('off', 'SecurityError');
      },
    };
    expect(mayReload(off, 0)).toBe(false);
  });
});
