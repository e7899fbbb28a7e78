import type { Modality } from '@/lib/decision/modality';
import { meanEmbedding } from '@/lib/math/vector';
import { singleton } from '@/lib/singleton';
import type { Storage } from '@/lib/storage/storage';
import type { Template } from '@/lib/storage/template';
import type { Templates } from '@/lib/storage/template-store';
import { countUsers, listUserIds, listUserIdsSince } from '@/lib/storage/users';
import { createEmbeddingGallery, type EmbeddingGallery } from './gallery';

/** Everybody's voice, or face, unsealed in memory: one embedding a person, the mean of the enrolled ones. */
export interface TemplateGallery {
  modality: Modality;
  /** The model that made the embeddings. */
  model: string;
  people: EmbeddingGallery;
  /** Who cannot be compared: enrolled with another model. */
  others: Set<string>;
  /** Whose template could not be read: it is damaged, or their sign-up is just being finished. Tried again at every refresh. */
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
/** Templates read at once. */
const READERS = 16;

/** By modality and model. The process has one storage, tests have their own. */
function galleriesOf(storage: Storage): Map<string, Promise<TemplateGallery>> {
  const all = singleton('galleries', () => new WeakMap<Storage, Map<string, Promise<TemplateGallery>>>());
  const known = all.get(storage) ?? new Map<string, Promise<TemplateGallery>>();
  all.set(storage, known);
  return known;
}

/**
 * The gallery of a modality and a model with embeddings of `dimensions` values: read at the first call, and brought up to date with the
 * user table at most every few seconds. The stand-in for unknown names has no row there, so it is never in.
 * A failed reading is tried again at the next call.
 */
export async function templateGallery(
  modality: Modality,
  model: string,
  dimensions: number,
  { storage, now }: { storage: Storage; now(): Date },
): Promise<TemplateGallery> {
  const galleries = galleriesOf(storage);
  const at = now().getTime();
  const key = `${modality} ${model}`;
  const opening = galleries.get(key) ?? load(modality, model, dimensions, at, storage);
  galleries.set(key, opening);
  opening.catch(() => galleries.delete(key));
  const gallery = await opening;
  if (at - gallery.refreshedAt >= REFRESH_EVERY_MS) {
    gallery.refreshing ??= refresh(gallery, at, storage).finally(() => {
      gallery.refreshing = undefined;
    });
  }
  await gallery.refreshing;
  return gallery;
}

/** Enters somebody who has just enrolled where a gallery is in memory; else they are read with all the others. */
export async function enterGalleries(userId: string, templates: Partial<Templates>, storage: Storage): Promise<void> {
  for (const gallery of await Promise.allSettled(galleriesOf(storage).values())) {
    if (gallery.status === 'rejected') continue;
    const template = templates[gallery.value.modality];
    if (template) await enter(gallery.value, userId, async () => template);
  }
}

async function load(
  modality: Modality,
  model: string,
  dimensions: number,
  at: number,
  storage: Storage,
): Promise<TemplateGallery> {
  const people = createEmbeddingGallery(dimensions, await countUsers(storage));
  const gallery = {
    modality,
    model,
    people,
    others: new Set<string>(),
    unreadable: new Set<string>(),
    refreshedAt: at,
  };
  await readAll(gallery, storage);
  return gallery;
}

/** Newcomers by their date; a full pass when the number of people then still differs, because somebody has gone. */
async function refresh(gallery: TemplateGallery, at: number, storage: Storage): Promise<void> {
  const { people, others, unreadable, refreshedAt } = gallery;
  const newcomers = await listUserIdsSince(storage, new Date(refreshedAt - CLOCK_DIFFERENCE_MS));
  // Who enrolled again may be comparable now.
  for (const id of newcomers) others.delete(id);
  await read(gallery, [...new Set([...newcomers, ...unreadable])], storage);
  if ((await countUsers(storage)) !== people.size + others.size + unreadable.size) await readAll(gallery, storage);
  gallery.refreshedAt = at;
}

async function readAll(gallery: TemplateGallery, storage: Storage): Promise<void> {
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

async function read(gallery: TemplateGallery, userIds: readonly string[], storage: Storage): Promise<void> {
  const { modality, people, others } = gallery;
  const unknown = userIds.filter((id) => !people.has(id) && !others.has(id)).values();
  const reader = async (): Promise<void> => {
    for (const id of unknown) await enter(gallery, id, () => storage.templates.readOne(id, modality));
  };
  await Promise.all(Array.from({ length: READERS }, reader));
}

/** One template that cannot be read must not keep everybody else from being found; the answer tells how many there are. */
async function enter(gallery: TemplateGallery, userId: string, readIt: () => Promise<Template>): Promise<void> {
  const { model, people, others, unreadable } = gallery;
  try {
    const template = await readIt();
    if (template.model === model) people.put(userId, meanEmbedding(template.embeddings));
    else people.remove(userId);
    if (template.model === model) others.delete(userId);
    else others.add(userId);
    unreadable.delete(userId);
  } catch {
    people.remove(userId);
    others.delete(userId);
    unreadable.add(userId);
  }
}
