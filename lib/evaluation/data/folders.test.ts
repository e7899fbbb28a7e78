import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFiles } from './folders';

let folder: string;
const names = async (below: string): Promise<string[]> =>
  (await dataFiles(join(folder, below), ['.jpg'])).map(({ file }) => file);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folders-'));
  await mkdir(join(folder, 'data', 'ada'), { recursive: true });
  await mkdir(join(folder, 'broken', 'ada'), { recursive: true });
  await writeFile(join(folder, 'data', 'ada', '10.jpg'), '');
  await writeFile(join(folder, 'data', 'ada', '2.jpg'), '');
  await writeFile(join(folder, 'data', 'nobody.jpg'), '');
  await writeFile(join(folder, 'elsewhere.jpg'), '');
  await symlink(join(folder, 'elsewhere.jpg'), join(folder, 'data', 'ada', 'linked.jpg'));
  await symlink(join(folder, 'data'), join(folder, 'data', 'ada', 'around'));
  await symlink(join(folder, 'data'), join(folder, 'data', 'ada', 'around.jpg'));
  await symlink(join(folder, 'nowhere.jpg'), join(folder, 'broken', 'ada', '1.jpg'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('the files of a data set', () => {
  it('are those of its people in order, linked files too, and no folder that is linked', async () => {
    expect(await names('data')).toEqual(['ada/2.jpg', 'ada/10.jpg', 'ada/linked.jpg']);
  });

  it('are not guessed where a link points nowhere', async () => {
    await expect(names('broken')).rejects.toThrow('ENOENT');
  });
});
