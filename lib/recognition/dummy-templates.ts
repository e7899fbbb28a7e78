import { damageOf } from '@/lib/errors';
import { configuredModel } from '@/lib/inference/configured';
import { findModel, readManifest } from '@/lib/inference/manifest';
import type { Storage } from '@/lib/storage/storage';
import type { Template } from '@/lib/storage/template';
import type { Templates } from '@/lib/storage/template-store';
import type { User } from '@/lib/storage/users';
import { PACKED_SIZE } from '@/lib/voice/mixture-score';

/** Owns the template that stands in for a person who does not exist. */
export const DUMMY_USER_ID = '00000000-0000-0000-0000-000000000000';

/** A model that no observation names, so that nothing is ever alike. */
export const NO_MODEL = 'none';

const SAMPLES_OF_STAND_IN = 3;
/** As many as of somebody who logs in often. */
const RECENT_OF_STAND_IN = 8;

const vectors = (size: number, count: number): Float32Array[] =>
  Array.from({ length: count }, () => new Float32Array(size).fill(1 / Math.sqrt(size)));

/** Like nobody, and of the usual size. */
const nothingLike = (size: number, count: number): Template => ({ model: NO_MODEL, embeddings: vectors(size, count) });

/** How many values the embeddings of the models in use have. Throws `model_invalid`. */
async function sizesInUse(): Promise<{ face: number; voice: number }> {
  const manifest = await readManifest();
  const voice = findModel(manifest, 'voice-embedding', configuredModel('voice-embedding'));
  return { face: manifest.face.embedding.embeddingSize, voice: voice.embeddingSize };
}

/** The templates of nobody, of the size that those of the models in use have. Throws `model_invalid`. */
export async function standIn(): Promise<Templates> {
  const { face, voice } = await sizesInUse();
  const others = { [NO_MODEL]: vectors(PACKED_SIZE, SAMPLES_OF_STAND_IN) };
  return {
    face: nothingLike(face, SAMPLES_OF_STAND_IN),
    voice: { ...nothingLike(voice, SAMPLES_OF_STAND_IN), others },
  };
}

const sizeOf = (template: Template | undefined): number | undefined => template?.embeddings[0]?.length;

/**
 * Seals a stand-in of the usual size at the first start, and opens it at every start; one from before a change of model is made anew.
 * Throws `storage_damaged` when it does not open: then nobody's templates would, because the key is another one.
 */
export async function makeDummyTemplates({ templates }: Storage): Promise<void> {
  const wanted = await standIn();
  if (!(await templates.has(DUMMY_USER_ID)))
    await templates.create({ id: DUMMY_USER_ID, nameKey: '' }, wanted, async () => true);
  const found = await templates.read(DUMMY_USER_ID);
  if (sizeOf(found.face) !== sizeOf(wanted.face)) await templates.replace(DUMMY_USER_ID, 'face', wanted.face);
  const size = wanted.voice.embeddings[0]?.length ?? 0;
  // Made before there were mixtures, or before they took time to turn.
  if (!found.voice.others || sizeOf(found.voice) !== size)
    await templates.replace(DUMMY_USER_ID, 'voice', wanted.voice);
  if (sizeOf(await templates.readExtra(DUMMY_USER_ID, 'voice-recent')) !== size)
    await templates.replace(DUMMY_USER_ID, 'voice-recent', nothingLike(size, RECENT_OF_STAND_IN));
}

/**
 * The templates of a person, or the stand-in: an unknown name costs the same reading and unsealing. A damaged template, of a
 * person or the stand-in, is reported to the operator and stood in for, so that it does not tell whether the name is known.
 */
export async function templatesOf({ templates }: Storage, user: User | null): Promise<Templates> {
  try {
    return await templates.read(user?.id ?? DUMMY_USER_ID);
  } catch (error) {
    console.error(damageOf(error).message);
    return standIn();
  }
}
