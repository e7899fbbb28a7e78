import { identificationThreshold } from '@/lib/decision/identification';
import { findUserById } from '@/lib/storage/users';
import { voiceCalibration } from './calibration';
import type { AuthDeps } from './deps';
import { voiceGallery } from './gallery';
import { type FileFailure, observeFile } from './observe-file';
import { searchInTurns } from './search-in-turns';

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
  /** Seconds of speech. */
  seconds: number;
}

/** Who of the enrolled people is speaking. Throws `busy`, and `model_invalid` for a model without calibration. */
export function identifyVoice(voice: Uint8Array, deps: AuthDeps): Promise<Identification | FileFailure> {
  return deps.admission.run(async () => {
    const model = await deps.voiceModel();
    const impostors = await voiceCalibration(model.id, 'impostors');
    const spoken = await observeFile('voice', voice, model);
    if (!spoken.ok) return spoken;
    const { people, others, unreadable } = await voiceGallery(model.id, spoken.embedding.length, deps);
    const searched = people.size;
    const threshold = identificationThreshold(impostors, searched);
    const best = await searchInTurns(people, spoken.embedding);
    const found = best && best.similarity >= threshold ? best : undefined;
    const user = found ? await findUserById(deps.storage, found.id) : null;
    return {
      ok: true,
      match: found && user ? { userId: user.id, name: user.name, similarity: found.similarity } : null,
      threshold,
      searched,
      notSearched: others.size + unreadable.size,
      model: model.id,
      seconds: spoken.seconds,
    };
  });
}
