import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readSound } from '@/lib/evaluation/data/bad-data';
import { filesOfPeople, SOUND_EXTENSIONS } from '@/lib/evaluation/data/folders';
import { cosineSimilarity, type Embedding } from '@/lib/math/vector';
import { domainOf } from '@/lib/storage/keys/domain';
import { voiceModel } from '@/lib/voice/model';
import { observeVoice } from '@/lib/voice/observe';
import { areaUnderCurve, systemUnlinkability } from './unlinkability';

export const TEMPLATE_PROTECTION_USAGE = `npm run evaluate -- template-protection --voices DIR [options]
  How well the templates of one person under two data keys can be linked, against those of strangers, with the keys unknown.
  --voices DIR          one folder of recordings a speaker: [group/]speaker/file
  --recordings N        of each speaker, 8 where not given`;

/** An embedding, and whose it is. */
export interface Owned {
  subject: string;
  embedding: Embedding;
}

/** How alike pairs are of one person and of two, in numbers that only say so. */
export interface Linkage {
  mated: number[];
  nonMated: number[];
}

/**
 * All pairs of embeddings, each under a data key of its own, or under none for comparison. The score is the cosine as it is: who has both
 * templates and no key sees these.
 */
export function linkage(samples: readonly Owned[], isProtected: boolean): Linkage {
  const kept = samples.map(({ subject, embedding }, i) => ({
    subject,
    embedding: isProtected ? Float32Array.from(domainOf(keyOf(i)).enter(embedding, 'voice')) : embedding,
  }));
  const pairs: Linkage = { mated: [], nonMated: [] };
  kept.forEach((a, i) => {
    for (const b of kept.slice(i + 1))
      pairs[a.subject === b.subject ? 'mated' : 'nonMated'].push(cosineSimilarity(a.embedding, b.embedding));
  });
  return pairs;
}

/** Runs `npm run evaluate -- template-protection` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateTemplateProtection(args: string[]): Promise<void> {
  const options = { voices: { type: 'string' }, recordings: { type: 'string', default: '8' } } as const;
  const { values } = parseArgs({ args, options });
  if (!values.voices) throw new TypeError('--voices is missing');
  const most = Number(values.recordings);
  if (!Number.isInteger(most) || most < 2) throw new TypeError('--recordings is a whole number from 2 on');
  const samples = await embedded(values.voices, most);
  const people = new Set(samples.map(({ subject }) => subject)).size;
  console.log(`${samples.length} recordings of ${people} people`);
  for (const isProtected of [false, true]) {
    const { mated, nonMated } = linkage(samples, isProtected);
    const figures = [areaUnderCurve(mated, nonMated), systemUnlinkability(mated, nonMated)].map((each) =>
      each.toFixed(3),
    );
    const how = isProtected ? 'each under a data key of its own' : 'as observed';
    console.log(
      `${how}: AUC ${figures[0]}, D_sys ${figures[1]} (${mated.length} pairs of one person, ${nonMated.length} of two)`,
    );
  }
}

async function embedded(folder: string, most: number): Promise<Owned[]> {
  const model = await voiceModel();
  const taken = new Map<string, number>();
  const samples: Owned[] = [];
  for (const { path, subject } of await filesOfPeople(folder, SOUND_EXTENSIONS)) {
    const count = taken.get(subject) ?? 0;
    if (count >= most) continue;
    const { embedding } = await observeVoice(await readSound(path), model);
    if (!embedding) continue;
    samples.push({ subject, embedding });
    taken.set(subject, count + 1);
  }
  return samples;
}

/** The same at every run. */
const keyOf = (i: number): Uint8Array => createHash('sha256').update(`data key ${i}`).digest();
