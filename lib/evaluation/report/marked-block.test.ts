import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withBlocks, withRow } from './marked-block';

const page = 'before\n<!-- begin a: made by a command, see --markdown -->\nold\n<!-- end a -->\nafter\n';

describe('a block of a page', () => {
  it('is replaced, again and again, and nothing else', () => {
    const once = withBlocks(page, { a: 'new', elsewhere: 'x' });
    expect(once).toBe(page.replace('old', 'new'));
    expect(withBlocks(once, { a: 'new' })).toBe(once);
  });

  it.each([
    ['that has none of the blocks', page, { b: 'x' }, /no block for b/],
    ['whose block does not end', page.replace('<!-- end a -->', ''), { a: 'x' }, /does not end/],
  ])('of a page %s is refused', (_, text, blocks, message) => {
    expect(() => withBlocks(text, blocks)).toThrow(message);
  });
});

describe('a row of a marked table', () => {
  const table = page.replace('old', '| what | rate |\n|---|---|\n| a | 1 |\n| ab | 2 |');

  it('is replaced by its name, and comes at the end where it is new', () => {
    expect(withRow(table, 'a', ['a', '3'])).toBe(table.replace('| a | 1 |', '| a | 3 |'));
    expect(withRow(table, 'a', ['c', '3'])).toBe(table.replace('| ab | 2 |', '| ab | 2 |\n| c | 3 |'));
  });

  it('of a table that the page does not have is refused', () => {
    expect(() => withRow(table, 'b', ['a', '3'])).toThrow(/no table b/);
  });
});

describe('the pages of this project', () => {
  it.each([
    ['README.md', ['numbers']],
    ['docs/evaluation.md', ['chosen-numbers', 'levels', 'log-in-clean', 'log-in-degraded', 'voice-one', 'voice-three']],
  ])('%s has its blocks, and each has a table with trials and an interval', (path, names) => {
    const text = readFileSync(path, 'utf8');
    for (const name of names) {
      expect(withBlocks(text, { [name]: 'x' })).not.toBe(text);
      const block = text.split(`<!-- begin ${name}:`)[1]?.split(`<!-- end ${name} -->`)[0];
      expect(block, name).toMatch(/^\|.+\|$/m);
      expect(block, name).toMatch(/\[\d[\d.,]*, \d[\d.,]*\]/);
      expect(block, name).toMatch(/\d,\d{3}/);
    }
  });
});
