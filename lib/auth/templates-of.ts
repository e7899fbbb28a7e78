import type { Storage } from '@/lib/storage/storage';
import { hasTemplates, readTemplates, type Templates, writeTemplates } from '@/lib/storage/template-folders';
import type { User } from '@/lib/storage/users';

/** Owns the template that stands in for a person who does not exist. */
export const NOBODY_ID = '00000000-0000-0000-0000-000000000000';

/** A model that no observation names, so that nothing is ever alike. */
const NO_MODEL = 'none';

/** Seals a stand-in of the usual size at the first start. */
export async function makeNobody({ dataDir, templateKey }: Storage): Promise<void> {
  if (await hasTemplates(dataDir, NOBODY_ID)) return;
  const embeddings = (size: number): Float32Array[] =>
    Array.from({ length: 3 }, () => new Float32Array(size).fill(1 / Math.sqrt(size)));
  await writeTemplates(dataDir, templateKey, NOBODY_ID, {
    face: { model: NO_MODEL, embeddings: embeddings(128) },
    voice: { model: NO_MODEL, embeddings: embeddings(192) },
  });
}

/** The templates of a person, or the stand-in: an unknown name costs the same reading and unsealing. */
export function templatesOf({ dataDir, templateKey }: Storage, user: User | null): Promise<Templates> {
  return readTemplates(dataDir, templateKey, user?.id ?? NOBODY_ID);
}
