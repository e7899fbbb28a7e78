import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findModel, type ModelManifest, readManifest } from '@/lib/inference/manifest';
import { seededRandom } from '@/lib/math/random';
import { cosineSimilarity, meanEmbedding } from '@/lib/math/vector';
import { copyOfModels } from '@/lib/testing/models-folder';
import { sized } from '@/lib/testing/nightly';
import { simulateAttacker } from './attacker';
import { simulateDrift } from './drift';
import { anyVoice, enrolledPerson, normals, recordingOf, simulatedModel } from './person';

/** What the rules do is told of people whose scores lie well above the floor; of the built-in voice model's many do not. */
const model = { dimensions: 192, floor: 0.43, faithfulness: { mean: 0.82, deviation: 0.06 } };
const both = { threshold: true, template: true };
const neither = { threshold: false, template: false };

describe('simulated people', () => {
  it('score as the people that the voice model was calibrated on, whichever model it is', async () => {
    const built = findModel(await readManifest(), 'voice-embedding');
    const { folder, remove } = await copyOfModels();
    try {
      const manifest = join(folder, 'manifest.json');
      const content = JSON.parse(await readFile(manifest, 'utf8')) as ModelManifest;
      const genuine = { ...built.genuine, mean: 0.45, deviation: 0.02 };
      const models = content.models.map((pin) => (pin.id === built.id ? { ...pin, genuine } : pin));
      await writeFile(manifest, JSON.stringify({ ...content, models }));
      for (const [where, mean] of [
        [undefined, built.genuine!.mean],
        [folder, 0.45],
      ] as const)
        expect(await meanSimilarity(where)).toBeCloseTo(mean, 1);
    } finally {
      await remove();
    }
  });

  async function meanSimilarity(folder: string | undefined): Promise<number> {
    const simulated = await simulatedModel(folder);
    const normal = normals(seededRandom(3));
    const similarities = Array.from({ length: 200 }, () => {
      const voice = anyVoice(simulated.dimensions, normal);
      const { enrolled } = enrolledPerson(voice, simulated, normal);
      return cosineSimilarity(recordingOf(voice, simulated, normal), meanEmbedding(enrolled));
    });
    return similarities.reduce((sum, each) => sum + each, 0) / similarities.length;
  }
});

describe('the simulated attacker', () => {
  it('never finds a threshold below the floor, and moves the template a little at most', () => {
    for (const { threshold, templateStayed } of simulateAttacker(model, 0.9, both)) {
      expect(threshold).toBeGreaterThanOrEqual(model.floor - 1e-9);
      expect(templateStayed).toBeGreaterThan(0.9);
    }
  });

  it('whose best is just above the floor gets in where one threshold holds for all, and not past a personal one', () => {
    const accepted = (way: typeof both): number =>
      simulateAttacker(model, 0.6, way).reduce((sum, { acceptedShare }) => sum + acceptedShare, 0);
    expect(accepted(neither)).toBeGreaterThan(1);
    expect(accepted(both)).toBe(0);
  });
});

describe('the simulated drift', () => {
  it('costs those whose templates follow it less, where the floor is near', () => {
    // The floor in use lies so low that a year of it costs nobody anything.
    const near = { ...model, floor: 0.52 };
    const last = (way: typeof both): number => simulateDrift(near, way, sized(200, 40)).at(-1)!.falseNonMatchRate;
    expect(last(both)).toBeLessThan(last(neither));
  });
});
