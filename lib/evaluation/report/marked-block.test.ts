import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withBlocks } from './marked-block';

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

describe('the pages of this project', () => {
  it.each([
    ['README.md', ['numbers']],
    ['docs/evaluation.md', ['chosen-numbers', 'levels', 'log-in-clean', 'log-in-degraded']],
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
