import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Presentation } from '@/lib/evaluation/data/presentations';
import { wilson } from '@/lib/evaluation/rates/wilson';
import type { PresentationEvidence } from '@/lib/liveness/passive/evidence';
import { presentationAttackScore } from '@/lib/liveness/passive/score';
import weights from '@/lib/liveness/passive/weights.json';
import { gaussian, seededRandom } from '@/lib/math/random';
import { facePhoto, people } from '@/lib/testing/faces';
import { fitPresentation, presentationThreshold } from './fit-presentation';
import { evaluatePad } from './pad';
import { padReport, type ScoredPresentation } from './pad-report';
import { ratesTable } from './pad-text';

const presentation = (type: string, evidence: PresentationEvidence = {}): Presentation => ({
  name: 'x',
  type,
  evidence,
});

describe('the report', () => {
  const scored: ScoredPresentation[] = [
    ...[0.1, 0.2, 0.3, 0.9].map((score) => ({
      presentation: presentation('live', { raster: 1.3 + score / 2 }),
      score,
    })),
    ...[0.8, 0.95].map((score) => ({ presentation: presentation('paper', { raster: 1.3 + score / 2 }), score })),
    ...[0.2, 0.7, 0.8, 0.9].map((score) => ({ presentation: presentation('screen', { raster: -score }), score })),
  ].map((each) => ({ ...each, weights }));

  it('counts attacks that pass by their type, and live ones that do not', () => {
    const { apcer, bpcer, trials, threshold } = padReport(scored, 0.75);
    expect({ apcer, bpcer, trials, threshold }).toEqual({
      apcer: { paper: 0, screen: 0.5 },
      bpcer: 0.25,
      trials: { live: 4, attacks: { paper: 2, screen: 4 } },
      threshold: 0.75,
    });
    expect(padReport(scored, 0.75).confidence.bpcer).toEqual(wilson(1, 4));
  });

  it('tells what each part can do alone, and in how many it was measured', () => {
    const { parts } = padReport(
      [...scored, { presentation: presentation('paper'), score: 1, weights }].filter(
        ({ presentation: { type } }) => type !== 'screen',
      ),
      0.75,
    );
    expect(Object.keys(parts)).toEqual(['raster']);
    expect(parts.raster).toMatchObject({ live: 4, attacks: 2 });
    expect(parts.raster?.eer).toBeLessThan(0.5);
  });

  it('is a table with trials and intervals', () => {
    expect(ratesTable([{ name: 'here', report: padReport(scored, 0.75) }])).toContain(
      '| here | 25.0 [4.6, 69.9] of 4 | paper 0.0 [0.0, 65.8] of 2; screen 50.0 [15.0, 85.0] of 4 |',
    );
  });

  it('has intervals after Wilson', () => {
    expect(wilson(0, 10)).toEqual([0, expect.closeTo(0.2775, 4)]);
    expect(wilson(5, 10)).toEqual([expect.closeTo(0.2366, 4), expect.closeTo(0.7634, 4)]);
  });
});

describe('fitted weights', () => {
  const random = seededRandom(3);
  const around = (raster: number, highlights: number): PresentationEvidence => ({
    raster: raster + 0.1 * gaussian(random),
    highlights: highlights + 0.1 * gaussian(random),
  });
  const live = Array.from({ length: 30 }, () => presentation('live', around(1, 0.8)));
  const attacks = Array.from({ length: 30 }, () => presentation('screen', around(2, 0.2)));

  it('tell apart what is apart, by the part that points where physics says', () => {
    const fitted = fitPresentation(live, attacks, weights);
    expect(fitted.parts.raster.weight).toBeGreaterThan(0);
    const scores = (of: readonly Presentation[]) => of.map(({ evidence }) => presentationAttackScore(evidence, fitted));
    expect(Math.max(...scores(live))).toBeLessThan(Math.min(...scores(attacks)));
  });

  it('drop a part that points against physics, and keep those that nobody measured', () => {
    const { parts } = fitPresentation(live, attacks, weights);
    expect(parts.highlights.weight).toBe(0);
    expect(parts.plane).toEqual(weights.parts.plane);
  });

  it('are not made of fewer than ten of a kind', () => {
    expect(() => fitPresentation(live.slice(0, 9), attacks, weights)).toThrow(RangeError);
    expect(() => fitPresentation(live, attacks.slice(0, 9), weights)).toThrow(RangeError);
  });

  it('have a threshold that three in a hundred live ones reach at most', () => {
    const scores = Array.from({ length: 100 }, (_, i) => i / 100);
    const threshold = presentationThreshold(scores);
    expect(scores.filter((score) => score >= threshold)).toHaveLength(3);
  });
});

describe('the command', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pad-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads folders, and writes the report and its picture', async () => {
    const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    await mkdir(join(folder, 'live'));
    await mkdir(join(folder, 'spoof', 'paper'), { recursive: true });
    for (const person of ['ada', 'berta'] as const) {
      await writeFile(join(folder, 'live', `${person}.jpg`), await facePhoto(people[person][0]));
      await writeFile(join(folder, 'spoof', 'paper', `${person}.jpg`), await facePhoto(people[person][1]));
    }
    await writeFile(join(folder, 'live', 'broken.jpg'), 'no picture');
    const out = join(folder, 'out');
    await evaluatePad(['--live', join(folder, 'live'), '--spoof', join(folder, 'spoof'), '--out', out]);
    expect((await readdir(out)).sort()).toEqual(['det.svg', 'report.json', 'scores.csv']);
    expect(JSON.parse(await readFile(join(out, 'report.json'), 'utf8'))).toMatchObject({
      kind: 'pad',
      threshold: weights.threshold,
      trials: { live: 2, attacks: { paper: 2 } },
      apcer: { paper: expect.any(Number) },
      bpcer: expect.any(Number),
      eer: expect.any(Number),
      parts: { raster: { live: 2, attacks: 2 } },
      failureToAcquire: { live: expect.closeTo(1 / 3), attack: 0 },
      crossValidated: false,
    });
    expect(await readFile(join(out, 'det.svg'), 'utf8')).toContain('<svg');
    expect(print).toHaveBeenCalledWith(expect.stringContaining('APCER paper'));
    print.mockRestore();
  });

  it('needs both folders of the other set, and a name for what it writes', async () => {
    const own = ['--live', folder, '--spoof', folder];
    await expect(evaluatePad([...own, '--other-live', folder])).rejects.toThrow(/need each other/);
    await expect(evaluatePad([...own, '--fit'])).rejects.toThrow(/--name/);
  });
});
