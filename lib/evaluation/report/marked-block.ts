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

/** Of commands that write one row. */
export const ROW_USAGE = `  --row TABLE/NAME      write the rates into this row of a marked table, of each
  --markdown FILE       page; may be repeated`;

/**
 * Opens a row of pages before the work that fills it: writes the cells behind its name. Throws a TypeError for pages without such a table.
 *
 * @param place "table/name of the row"
 */
export async function openRow(
  paths: readonly string[],
  place: string | undefined,
): Promise<(cells: readonly string[]) => Promise<void>> {
  const [, table, name] = /^([^/]+)\/(.+)$/.exec(place ?? '') ?? [];
  if (paths.length === 0) return async () => undefined;
  if (!table || !name) throw new TypeError('--markdown wants --row TABLE/NAME');
  for (const path of paths) withRow(await readFile(path, 'utf8'), table, [name]);
  return (cells) => rewrite(paths, (page) => withRow(page, table, [name, ...cells]));
}

/** Writes what was found into pages. */
export const rewritePages = (paths: readonly string[], blocks: Blocks): Promise<void> =>
  rewrite(paths, (page) => withBlocks(page, blocks));

/** All pages are read and checked before one is written. */
async function rewrite(paths: readonly string[], change: (page: string) => string): Promise<void> {
  const pages = await Promise.all(paths.map(async (path) => ({ path, page: change(await readFile(path, 'utf8')) })));
  for (const { path, page } of pages) await writeFile(path, page);
}
