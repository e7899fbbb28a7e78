import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faceModel } from '@/lib/face/model';
import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';
import { voiceModel } from '@/lib/voice/model';
import { fileCalibration, voiceCalibration } from './calibration';
import { faceFiles } from './face-files';

const PHOTOGRAPHS = join(process.cwd(), '../shared/fixtures/faces');

/** sqrt(35 / 22.465) and sqrt(35 / 49.8), with the 5 and 95 % quantiles of chi-squared at 35 degrees of freedom: how far a deviation of 36 pairs carries. */
const LIMITS_FOR_36_PAIRS = [0.838, 1.248] as const;

describe('a calibration', () => {
  it('is there for files of both modalities', async () => {
    for (const [modality, model] of [
      ['face', await faceModel()],
      ['voice', await voiceModel()],
    ] as const) {
      const pairs = await fileCalibration(modality, model.id, 'pairs');
      const impostors = await fileCalibration(modality, model.id, 'impostors');
      expect(impostors.least).toBeGreaterThanOrEqual(pairs.similarity);
      expect(impostors.mean).toBeLessThan(pairs.similarity);
    }
  });

  it('is never that of another model', async () => {
    for (const kind of ['pairs', 'impostors'] as const)
      await expect(fileCalibration('face', 'another-face', kind)).rejects.toMatchObject({ code: 'model_invalid' });
    const uncalibrated = 'wespeaker-resnet34-lm';
    await expect(fileCalibration('voice', uncalibrated, 'pairs')).rejects.toMatchObject({ code: 'model_invalid' });
    await expect(voiceCalibration(uncalibrated)).rejects.toMatchObject({ code: 'model_invalid' });
  });
});

describe.skipIf(!existsSync(PHOTOGRAPHS))('the calibrations of faces, on the labelled photographs', () => {
  // They were chosen on thousands of people, of whom these nine are a handful: the file set that is small enough for a test.
  it('hold for nine people more, whose strangers are like those that it was chosen on', async () => {
    const model = await faceModel();
    const { pairs, people } = await labelled();
    const { similarity: threshold } = await fileCalibration('face', model.id, 'pairs');
    const errors = pairs.filter(({ same, similarity }) => same !== similarity >= threshold);
    expect(errors).toEqual([]);
    expect([pairs.length, people.length]).toEqual([300, 9]);

    const { mean, deviation } = balanced(people);
    const impostors = await fileCalibration('face', model.id, 'impostors');
    expect(Math.abs(impostors.mean - mean)).toBeLessThan(0.02);
    expect(impostors.deviation).toBeGreaterThan(deviation * LIMITS_FOR_36_PAIRS[0]);
    expect(impostors.deviation).toBeLessThan(deviation * LIMITS_FOR_36_PAIRS[1]);
  });
});

interface Labelled {
  pairs: { same: boolean; similarity: number }[];
  /** The embeddings of each person. */
  people: Embedding[][];
}

async function labelled(): Promise<Labelled> {
  const { observe } = await faceFiles({ faceModel });
  const rows = (await readFile(join(PHOTOGRAPHS, 'pairs.csv'), 'utf8')).trim().split('\n').slice(1);
  const trials = rows.map((row) => {
    const [a = '', b = '', same] = row.trim().split(',');
    return { a, b, same: same === 'yes' };
  });
  const embeddings = new Map<string, Embedding>();
  for (const file of new Set(trials.flatMap(({ a, b }) => [a, b])))
    embeddings.set(file, (await observe(await readFile(join(PHOTOGRAPHS, file)))).embedding!);
  const people: Set<string>[] = [...embeddings.keys()].map((file) => new Set([file]));
  for (const { a, b, same } of trials) {
    const [ofA, ofB] = [people.find((person) => person.has(a))!, people.find((person) => person.has(b))!];
    if (!same || ofA === ofB) continue;
    for (const file of ofB) ofA.add(file);
    people.splice(people.indexOf(ofB), 1);
  }
  return {
    pairs: trials.map(({ a, b, same }) => ({
      same,
      similarity: cosineSimilarity(embeddings.get(a)!, embeddings.get(b)!),
    })),
    people: people.map((files) => [...files].map((file) => embeddings.get(file)!)),
  };
}

/** Mean and deviation of a photograph against the mean of up to three of somebody else, every pair of people counted alike. */
function balanced(people: Embedding[][]): { mean: number; deviation: number } {
  const scores = people.flatMap((one, i) =>
    people.slice(i + 1).map((other) => [...against(one, other), ...against(other, one)]),
  );
  const average = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const mean = average(scores.map(average));
  return { mean, deviation: Math.sqrt(average(scores.map((each) => average(each.map((s) => (s - mean) ** 2))))) };
}

function against(enrolled: Embedding[], strangers: Embedding[]): number[] {
  const references = threes(enrolled).map(meanEmbedding);
  return references.flatMap((reference) => strangers.map((stranger) => cosineSimilarity(reference, stranger)));
}

/** Every set of three; the whole of fewer. */
function threes(all: Embedding[]): Embedding[][] {
  if (all.length <= 3) return [all];
  return all.flatMap((a, i) =>
    all.slice(i + 1).flatMap((b, j) => all.slice(i + j + 2).map((c): Embedding[] => [a, b, c])),
  );
}
