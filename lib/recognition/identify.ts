import type { AuthDeps } from '@/lib/auth/deps';
import { findUserById } from '@/lib/storage/users';
import { fileCalibration } from './calibration';
import type { FileComparison } from './comparison';
import { identificationThreshold } from './identification-threshold';
import { type FileFailure, observeFile } from './observe-file';
import { searchInTurns } from './search-in-turns';
import { templateGallery } from './template-gallery';

export interface Identification {
  ok: true;
  match: { userId: string; name: string; similarity: number } | null;
  /** The similarity from which the best match is believed; it grows with the number of people. */
  threshold: number;
  /** People compared with. */
  searched: number;
  /** People whose template is of another model, or cannot be read. */
  notSearched: number;
  model: string;
}

/**
 * Who of the enrolled people is in a file, sent as the field named like its modality, and what the file shows.
 * Throws `busy`, and `model_invalid` for a model without calibration.
 */
export async function identify<Shown>(
  bytes: Uint8Array,
  comparison: FileComparison<Shown>,
  deps: AuthDeps,
): Promise<{ ok: true; identification: Identification; shown: Shown } | FileFailure> {
  const { modality, model } = comparison;
  const impostors = await fileCalibration(modality, model, 'impostors');
  const seen = await observeFile(modality, bytes, comparison);
  if (!seen.ok) return seen;
  const { people, others, unreadable } = await templateGallery(modality, model, seen.embedding.length, deps);
  const searched = people.size;
  const threshold = identificationThreshold(impostors, searched);
  const best = await searchInTurns(people, seen.embedding);
  const found = best && best.similarity >= threshold ? best : undefined;
  const user = found ? await findUserById(deps.storage, found.id) : null;
  const identification: Identification = {
    ok: true,
    match: found && user ? { userId: user.id, name: user.name, similarity: found.similarity } : null,
    threshold,
    searched,
    notSearched: others.size + unreadable.size,
    model,
  };
  return { ok: true, identification, shown: seen.shown };
}
