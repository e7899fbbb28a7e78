import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { dataFiles } from '@/lib/evaluation/data/folders';
import { makeTrials, type Sample } from './trials';

const sample = (file: string, ...values: number[]): Sample => {
  const subject = dirname(file);
  return { file, subject, group: dirname(subject), embedding: Float32Array.from(values) };
};

const samples = [
  sample('en/ann/1.wav', 1, 0),
  sample('en/ann/2.wav', 0, 1),
  sample('en/ann/3.wav', 1, 0),
  sample('en/bob/1.wav', 0, 1),
  sample('fa/cyrus/1.wav', 1, 0),
];

const names = (trials: ReturnType<typeof makeTrials>): string[] =>
  trials.map(({ reference, probe, same }) => `${reference} ${same ? '=' : '/'} ${probe}`);

describe('trials', () => {
  it('compare every file with every other once', () => {
    const trials = makeTrials(samples, samples, {});
    expect(trials).toHaveLength(10);
    expect(trials.filter(({ same }) => same)).toHaveLength(3);
    expect(new Set(names(trials)).size).toBe(10);
    expect(trials.every(({ reference, probe }) => reference !== probe)).toBe(true);
  });

  it('score the cosine similarity', () => {
    expect(makeTrials(samples, samples, {}).map(({ score }) => score)).toContain(1);
  });

  it('enrol the mean of the first files, and do not probe with those', () => {
    const trials = makeTrials(samples, samples, { enrol: 2 });
    expect(names(trials)).toEqual([
      'en/ann (mean of 2) = en/ann/3.wav',
      'en/ann (mean of 2) / en/bob/1.wav',
      'en/ann (mean of 2) / fa/cyrus/1.wav',
    ]);
    expect(trials[0]?.score).toBeCloseTo(Math.SQRT1_2);
  });

  it('take impostors from the same group when asked', () => {
    const impostors = makeTrials(samples, samples, { sameGroup: true }).filter(({ same }) => !same);
    expect(impostors).toHaveLength(3);
    expect(impostors.some(({ probe }) => probe.startsWith('fa'))).toBe(false);
  });

  it('number people, not files', () => {
    const trials = makeTrials(samples, samples, {});
    expect(new Set(trials.flatMap(({ subjects }) => subjects)).size).toBe(3);
    for (const { same, subjects } of trials) expect(subjects[0] === subjects[1]).toBe(same);
  });
});

describe('a data set', () => {
  const folders: string[] = [];

  afterEach(async () => {
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
  });

  it('is read as groups, subjects and files, in order', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'data-'));
    folders.push(folder);
    for (const file of ['en/ann/10.wav', 'en/ann/2.wav', 'fa/cyrus/1.FLAC', 'fa/notes.txt', 'stray.wav']) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), '');
    }
    const files = await dataFiles(folder, ['.wav', '.flac']);
    expect(files.map(({ file, subject, group }) => [file, subject, group])).toEqual([
      ['en/ann/2.wav', 'en/ann', 'en'],
      ['en/ann/10.wav', 'en/ann', 'en'],
      ['fa/cyrus/1.FLAC', 'fa/cyrus', 'fa'],
    ]);
  });
});
