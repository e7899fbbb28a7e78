import { asSesameError } from '@/lib/errors';
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

/** The templates of nobody. */
export const standIn = (): Templates => ({
  face: nothingLike(128, SAMPLES_OF_STAND_IN),
  voice: {
    ...nothingLike(192, SAMPLES_OF_STAND_IN),
    others: { [NO_MODEL]: vectors(PACKED_SIZE, SAMPLES_OF_STAND_IN) },
  },
});

/**
 * Seals a stand-in of the usual size at the first start, and opens it at every start. Throws `storage_damaged` when it
 * does not open: then nobody's templates would, because the key is another one.
 */
export async function makeDummyTemplates({ templates }: Storage): Promise<void> {
  if (!(await templates.has(DUMMY_USER_ID)))
    await templates.create({ id: DUMMY_USER_ID, nameKey: '' }, standIn(), async () => true);
  const { voice } = await templates.read(DUMMY_USER_ID);
  // Made before there were mixtures, or before they took time to turn.
  if (!voice.others) await templates.replace(DUMMY_USER_ID, 'voice', standIn().voice);
  if (!(await templates.readExtra(DUMMY_USER_ID, 'voice-recent')))
    await templates.replace(DUMMY_USER_ID, 'voice-recent', nothingLike(192, RECENT_OF_STAND_IN));
}

/**
 * The templates of a person, or the stand-in: an unknown name costs the same reading and unsealing. A damaged template, of a
 * person or the stand-in, is reported to the operator and stood in for, so that it does not tell whether the name is known.
 */
export async function templatesOf({ templates }: Storage, user: User | null): Promise<Templates> {
  try {
    return await templates.read(user?.id ?? DUMMY_USER_ID);
  } catch (error) {
    const damage = asSesameError(error);
    if (damage?.code !== 'storage_damaged') throw error;
    console.error(damage.message);
    return standIn();
  }
}
