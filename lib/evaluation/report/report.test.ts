import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NamedTrial } from '@/lib/evaluation/rates/trials';
import { makeReport, printedReport, writeReport } from './report';

const trial = (same: boolean, score: number, a: number, b: number): NamedTrial => ({
  same,
  score,
  subjects: [a, b],
  reference: `speaker, "${a}"`,
  probe: `${b}.wav`,
});

const trials = [
  ...Array.from({ length: 10 }, (_, i) => trial(true, 0.6 + i / 40, i % 5, i % 5)),
  ...Array.from({ length: 40 }, (_, i) => trial(false, i / 60, i % 5, (i + 1) % 5)),
];
const report = makeReport({
  kind: 'voice',
  model: 'some-model',
  settings: { enrol: 3 },
  failureToAcquire: 0.1,
  trials,
  threshold: 0.59,
});

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
  await writeReport(join(folder, 'new'), report, trials);
});

afterAll(() => rm(folder, { recursive: true }));

const written = (name: string): Promise<string> => readFile(join(folder, 'new', name), 'utf8');

describe('a report', () => {
  it('counts people and trials', () => {
    expect(report.subjects).toBe(5);
    expect(report.trials).toEqual({ genuine: 10, impostor: 40 });
  });

  it('tells the rates at the threshold that was asked about', () => {
    expect(report.atThreshold).toEqual({ threshold: 0.59, falseMatchRate: 0.1, falseNonMatchRate: 0 });
    expect(printedReport(report)).toContain('At 0.59: FMR 10.00 %, FNMR 0.00 %');
  });

  it('is written as JSON with the agreed names', async () => {
    expect(JSON.parse(await written('report.json'))).toMatchObject({
      kind: 'voice',
      model: 'some-model',
      trials: { genuine: 10, impostor: 40 },
      eer: expect.any(Number),
      minDcf: expect.any(Number),
      fnmrAtFmr: { '0.01': expect.any(Number), '0.001': expect.any(Number), '0.0001': expect.any(Number) },
      threshold: { eer: expect.any(Number), '0.01': expect.any(Number) },
      failureToAcquire: 0.1,
    });
  });

  it('lists every score, with names quoted where they must be', async () => {
    const lines = (await written('scores.csv')).trimEnd().split('\n');
    expect(lines[0]).toBe('a,b,same,score');
    expect(lines).toHaveLength(51);
    expect(lines[1]).toBe('"speaker, ""0""",0.wav,1,0.600000');
  });

  it('draws both plots as SVG without broken numbers', async () => {
    for (const name of ['det.svg', 'roc.svg', 'scores.svg']) {
      const svg = await written(name);
      expect(svg).toMatch(/^<svg[\s\S]*<\/svg>\n$/);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it('counts pairs without a face as refused at every FMR, and says out of how many pairs were drawn', () => {
    const full = makeReport({
      kind: 'face',
      model: 'some-model',
      settings: {},
      failureToAcquire: 0.1,
      trials,
      pairsWithoutFace: { genuine: 10, impostor: 3 },
      drawn: { seed: 1, genuinePerPerson: 7, impostor: 40, of: { genuine: 90, impostor: 400 } },
    });
    for (const rate of ['0.01', '0.001', '0.0001'] as const)
      expect(full.fnmrWithFailures?.[rate]).toBeCloseTo((full.fnmrAtFmr[rate] + 1) / 2, 12);
    const printed = printedReport(full);
    expect(printed).toContain('10 genuine and 3 impostor pairs lack a face');
    expect(printed).toContain('seed 1 out of 90 genuine (at most 7 of one person) and 400 impostor ones');
    expect(report.fnmrWithFailures).toBeUndefined();
  });

  it('says on screen how little few trials say', () => {
    expect(printedReport(report)).toContain('fewer than three false matches');
    expect(printedReport(report)).toContain('failure to acquire 10.00 %');
  });
});
