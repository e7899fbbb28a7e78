import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireLoginInputs } from './login-inputs';

let folder: string;
const at = (name: string): string => join(folder, name);
const check = () => requireLoginInputs({ faces: [at('faces')], voices: [at('voices')] });

async function fill(...files: string[]): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(at(file)), { recursive: true });
    await writeFile(at(file), '');
  }
}

const faces = ['ada', 'berta'].flatMap((name) => [1, 2].map((n) => `faces/${name}/${n}.jpg`));
const voices = ['ada', 'berta'].flatMap((name) => [1, 2, 3, 4].map((n) => `voices/${name}/${n}.wav`));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inputs-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('what a log-in is evaluated on', () => {
  it('may be two people with two photographs, and two with four recordings', async () => {
    await fill(...faces, ...voices);
    await expect(check()).resolves.toBeUndefined();
  });

  it.each([
    ['no folder of faces', voices, /^--faces \S+faces is no folder$/],
    ['no folder of voices', faces, /^--voices \S+voices is no folder$/],
    ['nobody’s faces', [...voices, 'faces/1.jpg'], /^\S+faces has no folders of people/],
    [
      'one face',
      [...voices, ...faces.slice(0, 3)],
      /^--faces \S+ has 1 people with 2 photographs or more; 2 are the least$/,
    ],
    ['too few recordings', [...faces, ...voices.slice(0, 7)], /^--voices \S+ has 1 people with 4 recordings or more/],
  ])('is refused by its name: %s', async (_, files, reason) => {
    await fill(...files);
    await expect(check()).rejects.toThrow(reason);
  });

  it('is refused where a list names files that are not there', async () => {
    await fill(...voices, 'faces/a.jpg');
    await writeFile(at('faces/pairs.csv'), 'a,b,same\na.jpg,b.jpg,yes\na.jpg,c.jpg,no\n');
    await expect(check()).rejects.toThrow(/pairs\.csv names 2 of 3 files that are not there; the first: b\.jpg$/);
  });
});
