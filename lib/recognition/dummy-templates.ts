import { asSesameError } from '@/lib/errors';
import type { Storage } from '@/lib/storage/storage';
import type { Templates } from '@/lib/storage/template-store';
import type { User } from '@/lib/storage/users';

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
    const embeddings = (size: number): Float32Array[] =>
      Array.from({ length: 3 }, () => new Float32Array(size).fill(1 / Math.sqrt(size)));
    const dummy = {
      face: { model: NO_MODEL, embeddings: embeddings(128) },
      voice: { model: NO_MODEL, embeddings: embeddings(192) },
    };
    await templates.create({ id: DUMMY_USER_ID, nameKey: '' }, dummy, async () => true);
  }
  await templates.read(DUMMY_USER_ID);
}

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
