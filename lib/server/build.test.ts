import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sourcesHash } from './build';

let root: string;
const write = (path: string, text: string): Promise<void> => writeFile(join(root, path), text);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-sesame-sources-'));
  for (const folder of ['app', 'components', 'lib', 'prisma', 'public']) await mkdir(join(root, folder));
  for (const file of ['next.config.mjs', 'package-lock.json', 'postcss.config.mjs', 'tsconfig.json'])
    await write(file, '');
  await write('lib/a.ts', 'one');
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('the same sources have the same hash, wherever and whenever they were written', async () => {
  const before = sourcesHash(root);
  await write('lib/a.ts', 'one');
  await write('lib/a.test.ts', 'a test is no source');
  const moved = `${root}-moved`;
  await rename(root, moved);
  root = moved;
  expect(sourcesHash(root)).toBe(before);
  expect(before).toMatch(/^[0-9a-f]{64}$/);
});

it.each([
  ['a changed file', () => write('lib/a.ts', 'two')],
  ['another file', () => write('public/b.js', '')],
  ['another name', () => rename(join(root, 'lib/a.ts'), join(root, 'lib/b.ts'))],
  ['other packages', () => write('package-lock.json', '{}')],
])('%s makes another hash', async (_, change) => {
  const before = sourcesHash(root);
  await change();
  expect(sourcesHash(root)).not.toBe(before);
});
