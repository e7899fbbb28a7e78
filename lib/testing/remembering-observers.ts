import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { NO_FILM } from '@/lib/recognition/observe-login';
import type { FaceDeps } from '@/lib/recognition/observe-photo';
import type { VoiceDeps } from '@/lib/recognition/observe-sentence';
import { type Observers, observers } from '@/lib/recognition/observers';

/**
 * Tests log in with the same few captures again and again: what one shows is found out once and kept in a folder, for the files that run
 * beside and after this one too. Failures are not kept. Networks that a test made stand for themselves, whatever they are called.
 *
 * @param known the project's own networks
 */
export function rememberingObservers(folder: string, known: readonly { id: string }[]): Observers {
  const strangers = new Map<object, string>();
  const nameOf = (model: { id: string }): string => {
    if (known.includes(model)) return model.id;
    const name = strangers.get(model) ?? randomUUID();
    strangers.set(model, name);
    return name;
  };
  const eyes = async (deps: FaceDeps): Promise<string> => nameOf(await deps.faceModel());
  const ears = async (deps: VoiceDeps, earlier: readonly { id: string }[] = []): Promise<string> => {
    const { second } = await deps.voiceEnsemble();
    return [await deps.voiceModel(), ...(second ? [second.model] : []), ...earlier].map(nameOf).join();
  };
  return {
    photo: async (photo, deps) => kept(folder, ['photo', await eyes(deps), photo], () => observers.photo(photo, deps)),
    sentence: async (recording, deps, earlier) =>
      kept(folder, ['sentence', await ears(deps, earlier), recording], () =>
        observers.sentence(recording, deps, earlier),
      ),
    said: async (capture, deps, earlier) => {
      const networks = [await eyes(deps), await ears(deps, earlier)].join();
      const { pictures, times } = capture.mouth ?? NO_FILM;
      const parts = ['said', networks, ...capture.frames, capture.recording, ...pictures, times.join()];
      return kept(folder, parts, () => observers.said(capture, deps, earlier));
    },
    turn: async (film, deps) =>
      kept(folder, ['turn', await eyes(deps), ...film.pictures, film.times.join()], () => observers.turn(film, deps)),
  };
}

async function kept<Seen>(
  folder: string,
  parts: readonly (string | Uint8Array)[],
  look: () => Promise<Seen>,
): Promise<Seen> {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(createHash('sha256').update(part).digest());
  const file = join(folder, hash.digest('hex'));
  const written = await readFile(file).catch(() => undefined);
  if (written) return deserialize(written) as Seen;
  const seen = await look();
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, serialize(seen));
  await rename(draft, file);
  return seen;
}
