import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facePhoto, people } from '@/lib/testing/faces';
import { runScript, type ScriptRun } from '@/lib/testing/run-script';

let folder: string;
const path = (name: string): string => join(folder, name);
const voice = (name: string): string => join('lib', 'testing', 'voices', `${name}.ogg`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'open-sesame-cli-'));
  writeFileSync(path('ada.jpg'), await facePhoto(people.ada[0]));
  writeFileSync(path('ada-later.jpg'), await facePhoto(people.ada[1]));
  writeFileSync(path('berta.jpg'), await facePhoto(people.berta[0]));
  writeFileSync(path('broken.jpg'), 'no picture');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sesame = (...words: string[]): Promise<ScriptRun> => runScript('scripts/sesame.ts', words);

describe('npm run sesame', () => {
  it('says same, with distance and threshold, and ends with 0', async () => {
    const { status, out } = await sesame('face', path('ada.jpg'), path('ada-later.jpg'));
    expect(out).toMatch(/^same: distance 0\.\d{4}, threshold 0\.\d+\n$/);
    expect(status).toBe(0);
  });

  it('says different and ends with 1', async () => {
    expect(await sesame('face', path('ada.jpg'), path('berta.jpg'))).toMatchObject({
      status: 1,
      out: expect.stringMatching(/^different/),
    });
  });

  it('answers machines in JSON', async () => {
    const { status, out } = await sesame('voice', voice('slt-1'), voice('slt-2'), '--json');
    expect(JSON.parse(out)).toEqual({ distance: expect.any(Number), threshold: expect.any(Number), same: true });
    expect(status).toBe(0);
    expect((await sesame('voice', voice('slt-1'), voice('rms-2'), '--json')).status).toBe(1);
  });

  it.each([
    ['nothing to compare', []],
    ['one file', ['face', 'x.jpg']],
    ['an unknown kind', ['smell', 'a', 'b']],
    ['an unknown option', ['face', 'a', 'b', '--loud']],
    ['a file that is not there', ['face', 'nowhere.jpg', 'nowhere.jpg']],
    ['a folder', ['voice', 'e2e', 'e2e']],
  ])('ends with 2 for %s', async (_, words) => {
    const { status, out, err } = await sesame(...words);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err.length).toBeGreaterThan(0);
    expect(err).not.toContain('    at ');
  });

  it('ends with 2 for a file that is no picture, and for a voice given as a face', async () => {
    expect((await sesame('face', path('broken.jpg'), path('ada.jpg'))).status).toBe(2);
    expect((await sesame('face', voice('slt-1'), path('ada.jpg'))).status).toBe(2);
  });
});
