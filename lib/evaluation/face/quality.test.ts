import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { l2Normalise } from '@/lib/math/vector';
import { facePhoto, people } from '@/lib/testing/faces';
import { sized } from '@/lib/testing/nightly';
import { evaluateQuality } from './quality';
import { binsOf } from './quality-bins';
import { GATES, type Gate } from './quality-gates';

const gate: Pick<Gate, 'edges' | 'at'> = { edges: [0, 40, 60, 80], at: (value) => ({ eyeCornerDistance: value }) };
const east = l2Normalise(Float32Array.of(1, 0));
const north = l2Normalise(Float32Array.of(0, 1));
const clean = new Map([
  ['a', east],
  ['b', east],
  ['c', north],
]);
const pairs = [
  { a: 'a', b: 'b', same: true },
  { a: 'a', b: 'c', same: false },
];

describe('the bins of a measure', () => {
  it('say which purposes the gate lets them serve', () => {
    const accepted = binsOf(gate, [], clean, pairs, 0.5).map((bin) => bin.accepted);
    expect(accepted).toEqual([[], ['comparison'], ['login', 'comparison'], ['enrolment', 'login', 'comparison']]);
  });

  it('compare what was made worse with clean pictures of the same and of other people', () => {
    const worse = [
      { file: 'a', value: 70, embedding: east },
      { file: 'a', value: 60, embedding: north },
      { file: 'a', value: 20, embedding: undefined },
    ];
    const [small, , medium] = binsOf(gate, worse, clean, pairs, 0.5);
    expect(medium).toMatchObject({
      pictures: 2,
      notFound: 0,
      moved: { median: 0, p95: 1 },
      genuine: { trials: 2, misses: 1 },
      impostor: { trials: 2, matches: 1 },
    });
    expect(small).toMatchObject({ pictures: 1, notFound: 1, genuine: { trials: 1, misses: 1 } });
    expect(small?.moved).toBeUndefined();
  });
});

describe('the evaluation of the quality gate', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quality-'));
    for (const take of [0, 1] as const) {
      await mkdir(join(folder, 'data', 'ada'), { recursive: true });
      await writeFile(join(folder, 'data', 'ada', `${take}.jpg`), await facePhoto(people.ada[take]));
    }
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('writes a table for every measure, with every picture in a bin of its own', { timeout: 120_000 }, async () => {
    const measures = GATES.slice(0, sized(GATES.length, 2));
    await evaluateQuality(['--data', join(folder, 'data'), '--out', join(folder, 'out')], measures);
    const report = JSON.parse(await readFile(join(folder, 'out', 'report.json'), 'utf8'));
    expect(report).toMatchObject({ kind: 'quality', photographs: 2, threshold: 0.922 });
    expect(Object.keys(report.gates)).toEqual(measures.map(({ name }) => name));
    const blurred: { pictures: number }[] = report.gates['sharpness, after a Gaussian blur'];
    expect(blurred.reduce((sum, { pictures }) => sum + pictures, 0)).toBe(14);
    const tables = await readFile(join(folder, 'out', 'tables.md'), 'utf8');
    expect(tables.match(/^\| .* \| good for \|/gm)).toHaveLength(measures.length);
  });

  it.each([[[]], [['--data', 'x', '--threshold', 'high']], [['--unknown']]])(
    'refuses the arguments %j',
    async (args) => {
      await expect(evaluateQuality(args)).rejects.toThrow(TypeError);
    },
  );
});
