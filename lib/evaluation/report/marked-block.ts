import { readFile, writeFile } from 'node:fs/promises';

/** Markdown by the name of the block that holds it. */
export type Blocks = Readonly<Record<string, string>>;

/** Lines that a reader of the page does not see. */
const begin = (name: string): string => `<!-- begin ${name}: made by a command, see --markdown -->`;
const end = (name: string): string => `<!-- end ${name} -->`;

/**
 * The page with what a command found between the marks of each block that the page has. Throws a TypeError for a page that has none of
 * them, and for a block that does not end.
 */
export function withBlocks(page: string, blocks: Blocks): string {
  const there = Object.keys(blocks).filter((name) => page.includes(begin(name)));
  if (there.length === 0) throw new TypeError(`no block for ${Object.keys(blocks).join(', ')}`);
  return there.reduce((text, name) => {
    const from = text.indexOf(begin(name)) + begin(name).length;
    const to = text.indexOf(end(name), from);
    if (to < 0) throw new TypeError(`the block ${name} does not end`);
    return `${text.slice(0, from)}\n${blocks[name]}\n${text.slice(to)}`;
  }, page);
}

/** Writes what was found into pages. All are read and checked before one is written. */
export async function rewritePages(paths: readonly string[], blocks: Blocks): Promise<void> {
  const pages = await Promise.all(
    paths.map(async (path) => ({ path, page: withBlocks(await readFile(path, 'utf8'), blocks) })),
  );
  for (const { path, page } of pages) await writeFile(path, page);
}
