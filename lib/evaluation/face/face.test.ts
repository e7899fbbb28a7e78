import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '@/lib/evaluation/report/report';
import { facePhoto, people } from '@/lib/testing/faces';
import { evaluateFace } from './face';

const fixtures = join(process.cwd(), '..', 'shared', 'fixtures', 'faces');

let folder: string;

/** Two demo photographs each of three people, one file that is no image, one without a face. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-face-'));
  for (const name of ['ada', 'berta', 'dora'] as const) {
    await mkdir(join(folder, 'data', name), { recursive: true });
    for (const take of [0, 1] as const)
      await writeFile(join(folder, 'data', name, `${name}_000${take + 1}.jpg`), await facePhoto(people[name][take]));
  }
  await writeFile(join(folder, 'data', 'ada', 'broken.jpg'), 'no image');
  await copyFile(join(process.cwd(), 'app', 'icon.svg'), join(folder, 'data', 'ada', 'icon.svg'));
});

afterAll(() => rm(folder, { recursive: true }));

async function evaluated(name: string, ...args: string[]): Promise<Report> {
  const out = join(folder, name);
  await evaluateFace(['--data', join(folder, 'data'), '--out', out, ...args]);
  return JSON.parse(await readFile(join(out, 'report.json'), 'utf8')) as Report;
}

describe('the evaluation of faces', () => {
  it('compares every pair of a folder of people, and counts what could not be used', async () => {
    const report = await evaluated('all');
    expect(report).toMatchObject({ kind: 'face', trials: { genuine: 3, impostor: 12 }, eer: 0, subjects: 3 });
    expect(report.failureToAcquire).toBeCloseTo(1 / 7);
    expect(report.pairsWithoutFace).toEqual({ genuine: 2, impostor: 4 });
    expect(report.fnmrWithFailures).toEqual({ '0.01': 2 / 5, '0.001': 2 / 5, '0.0001': 2 / 5 });
    expect(await readFile(join(folder, 'all', 'scores.csv'), 'utf8')).toContain('ada/ada_0001.jpg,ada/ada_0002.jpg,1,');
  });

  it('follows the LFW protocol where it is given LFW’s pairs', async () => {
    const lines = [
      '3\t1',
      'ada\t1\t2',
      'ada\t1\tberta\t1',
      'berta\t1\t2',
      'berta\t2\tdora\t1',
      'dora\t1\t2',
      'dora\t1\tberta\t1',
    ];
    await writeFile(join(folder, 'pairs.txt'), lines.join('\n'));
    const report = await evaluated('lfw', '--pairs', join(folder, 'pairs.txt'));
    expect(report.lfw).toEqual({ meanAccuracy: 1, standardError: 0 });
  });

  it('stops before any work where listed files are missing, and names the first', async () => {
    const lines = [
      'a,b,same',
      'ada/ada_0001.jpg,ada/ada_0002.jpg,yes',
      'ada/ada_0001.jpg,gone.jpg,no',
      'ada,away.jpg,no',
    ];
    await writeFile(join(folder, 'pairs.csv'), lines.join('\n'));
    await expect(evaluated('listed', '--pairs', join(folder, 'pairs.csv'))).rejects.toThrow(
      /lacks 3 of the 5 files that --pairs names; the first: gone.jpg/,
    );
  });

  it('draws no more impostor pairs than it is told', async () => {
    const { trials } = await evaluated('few', '--impostors', '6');
    expect(trials.genuine).toBe(3);
    expect(trials.impostor).toBeLessThanOrEqual(6);
    expect(trials.impostor).toBeGreaterThan(0);
  });

  it.each([[[]], [['--data', 'x', '--impostors', '0']], [['--data', 'x', '--threshold', 'high']], [['--unknown']]])(
    'refuses the arguments %j',
    async (args) => {
      await expect(evaluateFace(args)).rejects.toThrow(TypeError);
    },
  );

  it('says that a folder without people needs pairs', async () => {
    await expect(evaluateFace(['--data', join(folder, 'data', 'berta')])).rejects.toThrow('--pairs');
  });
});

describe.skipIf(!existsSync(fixtures))('on ../shared/fixtures/faces', () => {
  it('tells the 9 people of the 300 labelled pairs apart', async () => {
    const out = join(folder, 'fixtures');
    await evaluateFace([
      '--data',
      fixtures,
      '--pairs',
      join(fixtures, 'pairs.csv'),
      '--out',
      out,
      '--threshold',
      '0.94',
    ]);
    const report = JSON.parse(await readFile(join(out, 'report.json'), 'utf8')) as Report;
    expect(report).toMatchObject({ subjects: 9, trials: { genuine: 38, impostor: 262 }, failureToAcquire: 0 });
    expect(report.eer).toBeLessThan(0.01);
    expect(report.atThreshold?.falseMatchRate).toBe(0);
  });
});
