import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The files of app/ and components/ that a file loads, types aside, itself included. */
function loadedBy(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const [, from] of read(entry).matchAll(/(?:^(?:import|export) (?!type\b)[^;]*?from |\bimport\()'([^']+)'/gm)) {
    if (from === undefined || !/^[@.]\//.test(from)) continue;
    const path = from.startsWith('@/') ? from.slice(2) : join(dirname(entry), from);
    const file = ['.ts', '.tsx'].map((ending) => path + ending).find((name) => existsSync(join(ROOT, name)));
    if (file && /^(app|components)\//.test(file)) loadedBy(file, seen);
  }
  return seen;
}

/** The areas that components in browsers ask for. */
function usedBy(entry: string): string[] {
  const areas = [...loadedBy(entry)].flatMap((file) =>
    [...read(file).matchAll(/\buseTranslations\('(\w+)/g)].map(([, area]) => area as string),
  );
  return [...new Set(areas)].sort();
}

function sentBy(entry: string): string[] {
  const lists = [...read(entry).matchAll(/<Texts\s+areas=\{\[([^\]]*)\]\}/g)].map(([, list]) => list as string);
  return [...new Set(lists.flatMap((list) => list.match(/\w+/g) ?? []))].sort();
}

const pages = readdirSync(join(ROOT, 'app'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?:^|\/)(?:page|error|not-found)\.tsx$/.test(file))
  .map((file) => join('app', file));

describe('the texts that browsers get', () => {
  it('are those that the frame of every page uses, and the page of errors', () => {
    const used = new Set([...usedBy('app/layout.tsx'), ...usedBy('app/error.tsx')]);
    expect(sentBy('app/layout.tsx')).toEqual([...used].sort());
  });

  it.each(pages)('are those that %s uses, and no others', (page) => {
    const sent = sentBy(page);
    const used = usedBy(page);
    if (sent.length > 0) expect(sent).toEqual(used);
    else expect(sentBy('app/layout.tsx')).toEqual(expect.arrayContaining(used));
  });

  it('are found where they are used', () => {
    expect(usedBy('app/log_in/page.tsx')).toEqual(['capture', 'errors', 'logIn', 'names', 'otherWays', 'refusal']);
  });
});
