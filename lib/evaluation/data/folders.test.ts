import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataFiles, filesOfPeople } from './folders';

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
  await mkdir(join(folder, 'berta'));
  await writeFile(join(folder, 'berta', '1.jpg'), '');
  await symlink(join(folder, 'berta'), join(folder, 'data', 'berta'));
  await symlink(join(folder, 'berta'), join(folder, 'data', 'carla'));
  await mkdir(join(folder, 'empty'));
  await symlink(join(folder, 'nowhere.jpg'), join(folder, 'broken', 'ada', '1.jpg'));
});

afterAll(() => rm(folder, { recursive: true }));

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

describe('the files of a data set', () => {
  it('are those of its people in order, linked files and folders too, and no circle', async () => {
    expect(await names('data')).toEqual(['ada/2.jpg', 'ada/10.jpg', 'ada/linked.jpg', 'berta/1.jpg', 'carla/1.jpg']);
    const told = vi.mocked(console.warn).mock.calls.flat();
    expect(told.toSorted()).toEqual(
      ['around', 'around.jpg'].map(
        (name) => `${join(folder, 'data', 'ada', name)} leads in a circle: it is not followed`,
      ),
    );
  });

  it('of nobody are refused where there must be some', async () => {
    await expect(filesOfPeople(join(folder, 'empty'), ['.jpg'])).rejects.toThrow(/empty has no folders of people/);
  });

  it('are not guessed where a link points nowhere', async () => {
    await expect(names('broken')).rejects.toThrow('ENOENT');
  });
});
