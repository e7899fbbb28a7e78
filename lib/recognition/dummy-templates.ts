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

/**
 * Seals a stand-in of the usual size at the first start, and opens it at every start. Throws `storage_damaged` when it
 * does not open: then nobody's templates would, because the key is another one.
 */
export async function makeDummyTemplates({ templates }: Storage): Promise<void> {
  if (!(await templates.has(DUMMY_USER_ID))) {
    const dummy = { face: { model: NO_MODEL, embeddings: vectors(128) }, voice: dummyVoice() };
    await templates.create({ id: DUMMY_USER_ID, nameKey: '' }, dummy, async () => true);
  }
  const { voice } = await templates.read(DUMMY_USER_ID);
  // Made before there were mixtures, or before they took time to turn.
  if (!voice.others) await templates.replace(DUMMY_USER_ID, 'voice', dummyVoice());
}

function dummyVoice(): Template {
  return { model: NO_MODEL, embeddings: vectors(192), others: { [NO_MODEL]: vectors(PACKED_SIZE) } };
}

const vectors = (size: number): Float32Array[] =>
  Array.from({ length: 3 }, () => new Float32Array(size).fill(1 / Math.sqrt(size)));

/**
 * The templates of a person, or the stand-in: an unknown name costs the same reading and unsealing. A damaged template
 * is reported to the operator and stood in for too, so that it does not tell that the name is known.
 */
export async function templatesOf({ templates }: Storage, user: User | null): Promise<Templates> {
  try {
    return await templates.read(user?.id ?? DUMMY_USER_ID);
  } catch (error) {
    if (!user || asSesameError(error)?.code !== 'storage_damaged') throw error;
    console.error(asSesameError(error)?.message);
    return templates.read(DUMMY_USER_ID);
  }
}
