import { createGallery, type Gallery } from '@/lib/decision/gallery';
import type { Storage } from '@/lib/storage/storage';
import type { Template } from '@/lib/storage/template';
import { readTemplate } from '@/lib/storage/template-folders';
import { countUsers, listUserIds, listUserIdsSince } from '@/lib/storage/users';
import { meanEmbedding } from '@/lib/vector';
import type { AuthDeps } from './deps';

/** Everybody's voice, unsealed in memory: one embedding a person, the mean of the enrolled ones. */
export interface VoiceGallery {
  model: string;
  people: Gallery;
  /** Who cannot be compared: enrolled with another model. */
  others: Set<string>;
  /** Whose template could not be read: it is damaged, or its folder is still being named. Tried again at every refresh. */
  unreadable: Set<string>;
  /** When the user table was last asked, in milliseconds. */
  refreshedAt: number;
  refreshing?: Promise<void> | undefined;
}

/** How long a sign-up at another replica may stay unknown here, in milliseconds. */
const REFRESH_EVERY_MS = 3000;
/** How far the clocks of two replicas may differ before a refresh costs a full pass, in milliseconds. */
const CLOCK_DIFFERENCE_MS = 60_000;
/** Ids read from the database at once. */
const PAGE = 10_000;
/** Template files read at once. */
const READERS = 16;

const slot = Symbol.for('open-sesame.voice-galleries');
const shared = globalThis as { [slot]?: WeakMap<Storage, Map<string, Promise<VoiceGallery>>> };

/** By model. The process has one storage, tests have their own. */
function galleriesOf(storage: Storage): Map<string, Promise<VoiceGallery>> {
  shared[slot] ??= new WeakMap();
  const known = shared[slot].get(storage) ?? new Map<string, Promise<VoiceGallery>>();
  shared[slot].set(storage, known);
  return known;
}

/**
 * The gallery of a model with embeddings of `dimensions` values: read at the first call, and brought up to date with the
 * user table at most every few seconds. The stand-in for unknown names has no row there, so it is never in.
 * A failed reading is tried again at the next call.
 */
export async function voiceGallery(
  model: string,
  dimensions: number,
  { storage, now }: Pick<AuthDeps, 'storage' | 'now'>,
): Promise<VoiceGallery> {
  const galleries = galleriesOf(storage);
  const at = now().getTime();
  const opening = galleries.get(model) ?? load(model, dimensions, at, storage);
  galleries.set(model, opening);
  opening.catch(() => galleries.delete(model));
  const gallery = await opening;
  if (at - gallery.refreshedAt >= REFRESH_EVERY_MS) {
    gallery.refreshing ??= refresh(gallery, at, storage).finally(() => {
      gallery.refreshing = undefined;
    });
  }
  await gallery.refreshing;
  return gallery;
}

/** Enters somebody who has just signed up where a gallery is in memory; else they are read with all the others. */
export async function enterGalleries(userId: string, voice: Template, storage: Storage): Promise<void> {
  for (const gallery of await Promise.allSettled(galleriesOf(storage).values())) {
    if (gallery.status === 'fulfilled') await enter(gallery.value, userId, async () => voice);
  }
}

async function load(model: string, dimensions: number, at: number, storage: Storage): Promise<VoiceGallery> {
  const people = createGallery(dimensions, await countUsers(storage));
  const gallery: VoiceGallery = { model, people, others: new Set(), unreadable: new Set(), refreshedAt: at };
  await readAll(gallery, storage);
  return gallery;
}

/** Newcomers by their date; a full pass when the number of people then still differs, because somebody has gone. */
async function refresh(gallery: VoiceGallery, at: number, storage: Storage): Promise<void> {
  const { people, others, unreadable, refreshedAt } = gallery;
  const newcomers = await listUserIdsSince(storage, new Date(refreshedAt - CLOCK_DIFFERENCE_MS));
  await read(gallery, [...new Set([...newcomers, ...unreadable])], storage);
  if ((await countUsers(storage)) !== people.size + others.size + unreadable.size) await readAll(gallery, storage);
  gallery.refreshedAt = at;
}

async function readAll(gallery: VoiceGallery, storage: Storage): Promise<void> {
  // Of those known at the start alone: whoever enters meanwhile stays.
  const gone = new Set([...gallery.people.ids(), ...gallery.others, ...gallery.unreadable]);
  let page: string[];
  let last: string | undefined;
  do {
    page = await listUserIds(storage, PAGE, last);
    for (const id of page) gone.delete(id);
    await read(gallery, page, storage);
    last = page.at(-1);
  } while (page.length === PAGE);
  for (const id of gone) {
    gallery.people.remove(id);
    gallery.others.delete(id);
    gallery.unreadable.delete(id);
  }
}

async function read(gallery: VoiceGallery, userIds: readonly string[], storage: Storage): Promise<void> {
  const { people, others } = gallery;
  const { dataDir, templateKey } = storage;
  const unknown = userIds.filter((id) => !people.has(id) && !others.has(id)).values();
  const reader = async (): Promise<void> => {
    for (const id of unknown) await enter(gallery, id, () => readTemplate(dataDir, templateKey, id, 'voice'));
  };
  await Promise.all(Array.from({ length: READERS }, reader));
}

/** One template that cannot be read must not keep everybody else from being found; the answer tells how many there are. */
async function enter(gallery: VoiceGallery, userId: string, readVoice: () => Promise<Template>): Promise<void> {
  const { model, people, others, unreadable } = gallery;
  try {
    const voice = await readVoice();
    if (voice.model === model) people.put(userId, meanEmbedding(voice.embeddings));
    else people.remove(userId);
    if (voice.model === model) others.delete(userId);
    else others.add(userId);
    unreadable.delete(userId);
  } catch {
    people.remove(userId);
    others.delete(userId);
    unreadable.add(userId);
  }
}
