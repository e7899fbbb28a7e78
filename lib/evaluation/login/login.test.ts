import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePolicyFile } from '@/lib/decision/policy-file';
import { chimericTrials } from '@/lib/evaluation/trials/chimeric-trials';
import { among, type Capture, loginTrials, type ModalityTrial, THREE } from '@/lib/evaluation/trials/modality-trials';
import { gaussian, seededRandom } from '@/lib/math/random';
import { evaluateLogin } from './login';
import { samePeople } from './login-captures';
import { crossValidate } from './login-cross-validation';

const capture = (subject: string, n: number, ...embedding: number[]): Capture => ({
  subject,
  group: 'g',
  file: `${subject}/${n}`,
  embedding: Float32Array.from(embedding),
  weight: 1,
});

describe('trials in the shape of a log-in', () => {
  const captures = [capture('a', 1, 1, 0), capture('a', 2, 1, 0), capture('a', 3, 0, 1), capture('b', 1, 0, 1)];

  it('leave each capture out once, and hold it and all strangers against the mean of the others', () => {
    const trials = loginTrials(captures, captures, { least: 2, most: 3 }, 3);
    expect(trials.filter(({ same }) => same).map(({ score }) => score)).toEqual([
      expect.closeTo(Math.SQRT1_2, 6),
      expect.closeTo(Math.SQRT1_2, 6),
      expect.closeTo(0, 6),
    ]);
    expect(trials.filter(({ same }) => !same)).toHaveLength(3);
  });

  it('are of nobody who has too few captures to enrol', () => {
    expect(loginTrials(captures, captures, THREE, 1)).toEqual([]);
  });

  it('hold nobody against strangers of another group', () => {
    const elsewhere = captures.map((each) => (each.subject === 'b' ? { ...each, group: 'another' } : each));
    const trials = loginTrials(elsewhere, elsewhere, { least: 2, most: 3 }, 3);
    expect(trials.map(({ same }) => same)).toEqual([true, true, true]);
  });

  it('are so many of every two people, however many captures they have, and of a fraction so many pairs', () => {
    const people = Array.from({ length: 100 }, (_, i) => `p${i}`);
    const many = people.flatMap((name, i) =>
      Array.from({ length: i % 2 === 0 ? 4 : 9 }, (_, n) => capture(name, n, 1, i)),
    );
    const strangers = (drawn: number): number =>
      loginTrials(many, many, THREE, drawn).filter(({ same }) => !same).length;
    expect(strangers(2)).toBe(2 * 100 * 99);
    expect(strangers(0.1)).toBeGreaterThan(800);
    expect(strangers(0.1)).toBeLessThan(1200);
  });

  it('among some people leave the others out on either side', () => {
    const trials = loginTrials(captures, captures, { least: 1, most: 3 }, 3);
    expect(among(trials, new Set(['a'])).every(({ same }) => same)).toBe(true);
  });
});

describe('pairs of photographs', () => {
  it('say who is who, through others too', () => {
    const people = samePeople([
      ['b', 'c', 'yes'],
      ['d', 'e', 'no'],
      ['a', 'b', 'yes'],
    ]);
    expect(Object.fromEntries(people)).toEqual({ a: 'a', b: 'a', c: 'a', d: 'd', e: 'e' });
  });
});

/** Five trials for every two people, genuine ones around 0.8 and others around 0.2. */
function trialsAmong(people: readonly string[], seed: number): ModalityTrial[] {
  const random = seededRandom(seed);
  return people.flatMap((enrolled) =>
    people.flatMap((claimant) =>
      Array.from({ length: 5 }, () => {
        const same = enrolled === claimant;
        return { same, score: (same ? 0.8 : 0.2) + 0.1 * gaussian(random), weight: 1, enrolled, claimant };
      }),
    ),
  );
}

const faces = ['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8'];
const voices = ['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8', 'v9', 'v10'];

describe('chimeric people', () => {
  const draw = (given: Partial<Parameters<typeof chimericTrials>[2]> = {}) => [
    ...chimericTrials(trialsAmong(faces, 1), trialsAmong(voices, 2), {
      ...{ faces, voices, pairings: 20, draws: 1, random: seededRandom(3) },
      ...given,
    }),
  ];

  it('are either themselves or strangers in both modalities', () => {
    const trials = draw();
    expect(trials.filter(({ same }) => same)).toHaveLength(20 * 8);
    expect(trials.filter(({ same }) => !same)).toHaveLength(20 * 8 * 7);
    for (const { same, face, voice } of trials) expect([face.same, voice.same]).toEqual([same, same]);
  });

  it('are paired anew, and the same for the same seed', () => {
    const paired = new Set(draw().map(({ face, voice }) => `${face.enrolled} ${voice.enrolled}`));
    expect(paired.size).toBeGreaterThan(60);
    expect(draw()).toEqual(draw());
  });

  it('who are drawn twice are no strangers to each other', () => {
    expect(draw({ faces: ['f1', 'f1'] }).filter(({ same }) => !same)).toEqual([]);
  });
});

describe('cross-validation', () => {
  it('judges by people it has not seen, the fused score better than either', () => {
    const face = trialsAmong(faces, 4);
    const voice = trialsAmong(voices, 5);
    const file = parsePolicyFile(JSON.parse(readFileSync('models/policy.json', 'utf8')));
    const { judged, levels } = crossValidate({ clean: face, judged: face }, { clean: voice, judged: voice }, file, {
      splits: 1,
      strangers: 50_000,
    });
    const { falseMatchRate, falseNonMatchRate, above } = levels.balanced;
    expect(falseNonMatchRate.rate).toBeLessThan(0.1);
    expect(falseMatchRate.rate).toBeLessThan(0.001);
    expect(above.rate).toBeGreaterThanOrEqual(falseMatchRate.rate);
    for (const { rate, interval } of [falseMatchRate, falseNonMatchRate, above])
      expect(interval[0] <= rate && rate <= interval[1]).toBe(true);
    for (const { face: ofFace, voice: ofVoice, fused } of judged) expect(fused).toBeCloseTo(ofFace + ofVoice, 10);
  });
});

describe('the evaluation of log-ins', () => {
  it.each([[[]], [['--faces', 'x']], [['--faces', 'x', '--voices', 'y', '--condition', 'foggy']], [['--unknown']]])(
    'refuses the arguments %j',
    async (args) => {
      await expect(evaluateLogin(args)).rejects.toThrow(TypeError);
    },
  );
});
