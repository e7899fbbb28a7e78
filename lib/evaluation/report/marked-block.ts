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

/**
 * The page with one row of a marked table anew, or at the table's end where it has none of that name. Throws a TypeError where the page has no
 * such table.
 *
 * @param row cells; the first is its name
 */
export function withRow(page: string, table: string, row: readonly [string, ...string[]]): string {
  const from = page.indexOf(begin(table));
  const to = page.indexOf(end(table), from);
  if (from < 0 || to < 0) throw new TypeError(`no table ${table}`);
  const lines = page.slice(from, to).trimEnd().split('\n');
  const at = lines.findIndex((line) => line.startsWith(`| ${row[0]} |`));
  lines.splice(at < 0 ? lines.length : at, at < 0 ? 0 : 1, `| ${row.join(' | ')} |`);
  return `${page.slice(0, from)}${lines.join('\n')}\n${page.slice(to)}`;
}

/** Writes one row into pages; `place` is "table/name of the row". All are read and checked before one is written. */
export async function rewriteRow(paths: readonly string[], place: string, cells: readonly string[]): Promise<void> {
  const slash = place.indexOf('/');
  const [table, name] = [place.slice(0, slash), place.slice(slash + 1)];
  const pages = await Promise.all(
    paths.map(async (path) => ({ path, page: withRow(await readFile(path, 'utf8'), table, [name, ...cells]) })),
  );
  for (const { path, page } of pages) await writeFile(path, page);
}

/** Writes what was found into pages. All are read and checked before one is written. */
export async function rewritePages(paths: readonly string[], blocks: Blocks): Promise<void> {
  const pages = await Promise.all(
    paths.map(async (path) => ({ path, page: withBlocks(await readFile(path, 'utf8'), blocks) })),
  );
  for (const { path, page } of pages) await writeFile(path, page);
}
