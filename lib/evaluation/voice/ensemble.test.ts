import { describe, expect, it } from 'vitest';
import type { ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { gaussian, seededRandom } from '@/lib/math/random';
import { madeUpCepstra } from '@/lib/testing/made-up-cepstra';
import { meanNormaliseCepstra } from '@/lib/voice/cepstra';
import { evaluateEnsemble } from './ensemble';
import type { HeardVoice } from './ensemble-captures';
import { crossValidateEnsemble } from './ensemble-cross-validation';
import { ensembleTrials, mixtureScores } from './ensemble-members';

/** Speakers whose embeddings point along an axis of their own, and whose cepstra have five sounds of their own. */
function voice(person: number, take: number): HeardVoice {
  const random = seededRandom(1000 * person + take);
  const raw = madeUpCepstra(person, take, 200);
  const embedding = (): Float32Array<ArrayBuffer> =>
    Float32Array.from({ length: 16 }, (_, axis) => (axis === person ? 1 : 0) + 0.3 * gaussian(random));
  return {
    subject: `v${person}`,
    group: 'voices',
    file: `v${person}/${take}`,
    weight: 1,
    embedding: embedding(),
    windows: [embedding(), embedding(), embedding()],
    raw,
    normalised: meanNormaliseCepstra(raw),
  };
}

const voices = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((person) => [1, 2, 3, 4].map((take) => voice(person, take)));

function faceTrials(): ModalityTrial[] {
  const random = seededRandom(1);
  const people = ['f1', 'f2', 'f3', 'f4', 'f5', 'f6'];
  return people.flatMap((enrolled) =>
    people.map((claimant) => {
      const same = enrolled === claimant;
      return { same, score: (same ? 0.9 : 0.5) + 0.05 * gaussian(random), weight: 1, enrolled, claimant };
    }),
  );
}

describe('what the members of an ensemble hear', () => {
  it('is compared in the shape of a log-in: each recording left out once, all strangers against the three others', () => {
    const trials = ensembleTrials(voices.slice(0, 8), voices.slice(0, 8), mixtureScores(voices.slice(8)));
    expect(trials.filter(({ same }) => same)).toHaveLength(8);
    expect(trials.filter(({ same }) => !same)).toHaveLength(2 * 4 * 4);
    for (const { score, scores } of trials) expect(scores.whole).toBe(score);
  });
});

describe('cross-validation of ensembles', () => {
  const { voices: judged, chimeras } = crossValidateEnsemble(
    { clean: { references: voices, probes: voices }, judged: { references: voices, probes: voices } },
    { clean: faceTrials(), judged: faceTrials() },
    1,
  );

  it('tells made-up people apart by every member, which speak in ratios', () => {
    for (const member of ['window', 'windows', 'whole', 'mixtures', 'rawMixtures'] as const) {
      const mean = (same: boolean): number => {
        const own = judged.filter((trial) => trial.same === same).map(({ ratios }) => ratios[member]);
        return own.reduce((sum, ratio) => sum + ratio, 0) / own.length;
      };
      expect(mean(true)).toBeGreaterThan(0.5);
      expect(mean(false)).toBeLessThan(-0.5);
    }
  });

  it('judges everybody once as themselves in each split, and strangers of their own half only', () => {
    expect(judged.filter(({ same }) => same)).toHaveLength(voices.length);
    expect(judged.filter(({ same }) => !same)).toHaveLength(2 * 4 * 4 * 3 * 4);
  });

  it('gives chimeric people a face and a voice that are both theirs or both not', () => {
    for (const { same, subjects } of chimeras) {
      expect(subjects).toHaveLength(4);
      expect([subjects[0] === subjects[1], subjects[2] === subjects[3]]).toEqual([same, same]);
    }
  });
});

describe('the evaluation of ensembles', () => {
  it.each([[[]], [['--voices', 'x']], [['--faces', 'x', '--voices', 'y', '--condition', 'foggy']], [['--unknown']]])(
    'refuses the arguments %j',
    async (args) => {
      await expect(evaluateEnsemble(args)).rejects.toThrow(TypeError);
    },
  );
});
