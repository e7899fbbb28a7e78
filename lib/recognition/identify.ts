import { type Failure, failure } from '@/lib/errors';
import { yieldToEventLoop } from '@/lib/event-loop';
import type { Queue } from '@/lib/inference/queue';
import type { Embedding } from '@/lib/math/vector';
import type { Storage } from '@/lib/storage/storage';
import { findUserById, type GalleryMembers } from '@/lib/storage/users';
import { fileCalibration } from './calibration';
import { type FileComparison, type FileFailure, observeFile } from './file-comparison';
import type { EmbeddingGallery, Nearest } from './gallery';
import { identificationPoint } from './identification-threshold';
import { templateGallery } from './template-gallery';

/** Whom a service may look for: nobody, everybody, or those whom the operator listed. */
export type IdentificationScope = 'off' | GalleryMembers;

export interface Identification {
  ok: true;
  match: { userId: string; name: string; similarity: number } | null;
  /** The similarity from which the best match is believed; it grows with the number of people, as far as the model goes. */
  threshold: number;
  /** The share of strangers who are taken for anybody at that threshold. */
  falsePositiveIdentificationRate: number;
  /** People compared with. */
  searched: number;
  /** People whose template is of another model, or cannot be read. */
  notSearched: number;
  model: string;
}

export interface IdentificationDeps {
  admission: Queue;
  storage: Storage;
  identification: IdentificationScope;
  now(): Date;
}

/**
 * Who of the enrolled people is in a file, sent as the field named like its modality, and what the file shows.
 * `not_found` where identification is off. Throws `busy`, and `model_invalid` for a model without calibration.
 *
 * @param open `faceFiles` or `voiceFiles`
 */
export function identify<Deps, Shown extends object>(
  bytes: Uint8Array,
  open: (deps: Deps) => Promise<FileComparison<Shown, object>>,
  deps: Deps & IdentificationDeps,
): Promise<(Identification & Shown) | FileFailure | Failure> {
  const { identification } = deps;
  if (identification === 'off') return Promise.resolve(failure('not_found'));
  return deps.admission.run(async () => {
    const comparison = await open(deps);
    const { modality, model } = comparison;
    const impostors = await fileCalibration(modality, model, 'impostors');
    const seen = await observeFile(modality, bytes, comparison);
    if (!seen.ok) return seen;
    const dimensions = seen.embedding.length;
    const gallery = await templateGallery({ modality, model, dimensions, members: identification }, deps);
    const { people, others, unreadable } = gallery;
    const searched = people.size;
    const notSearched = others.size + unreadable.size;
    const point = identificationPoint(impostors, searched);
    const best = await searchInTurns(people, seen.embedding);
    const found = best && best.similarity >= point.threshold ? best : undefined;
    const user = found ? await findUserById(deps.storage, found.id) : null;
    const match = found && user ? { userId: user.id, name: user.name, similarity: found.similarity } : null;
    return { ok: true, match, ...point, searched, notSearched, model, ...seen.shown };
  });
}

/** People compared in one turn of the event loop: 2 to 3 ms of work. */
const ROWS_PER_TURN = 16_384;

/** Searches a gallery while the process goes on doing other things. Throws what `search` throws. */
export async function searchInTurns(gallery: EmbeddingGallery, probe: Embedding): Promise<Nearest | undefined> {
  const search = gallery.search(probe, ROWS_PER_TURN);
  for (let step = search.next(); ; step = search.next()) {
    if (step.done) return step.value;
    await yieldToEventLoop();
  }
}
