import type { Modality } from '@/lib/decision/modality';
import { meanEmbedding } from '@/lib/math/vector';
import { singleton } from '@/lib/singleton';
import { derivedKey } from '@/lib/storage/keys/derived-key';
import { domainOf } from '@/lib/storage/keys/domain';
import type { Storage } from '@/lib/storage/storage';
import { inDomain, type Template } from '@/lib/storage/template';
import type { Templates } from '@/lib/storage/template-store';
import { countUsers, findUserById, type GalleryMembers, listUserIds, listUserIdsSince } from '@/lib/storage/users';
import { createEmbeddingGallery, type EmbeddingGallery } from './gallery';
import { turnedGallery } from './turned-gallery';

/** What a gallery is of. */
export interface GallerySubject {
  modality: Modality;
  /** The model that made the embeddings, and of how many values they are. */
  model: string;
  dimensions: number;
  members: GalleryMembers;
}

/** The members' voices, or faces, unsealed in memory: one embedding a person, the mean of the enrolled ones, in a domain of this deployment. */
export interface TemplateGallery extends GallerySubject {
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

/** By what they are of. The process has one storage, tests have their own. */
function galleriesOf(storage: Storage): Map<string, Promise<TemplateGallery>> {
  const all = singleton('galleries', () => new WeakMap<Storage, Map<string, Promise<TemplateGallery>>>());
  const known = all.get(storage) ?? new Map<string, Promise<TemplateGallery>>();
  all.set(storage, known);
  return known;
}

/**
 * The gallery of a subject: read at the first call, and brought up to date with the user table at most every
 * few seconds. The stand-in for unknown names has no row there, so it is never in. A failed reading is tried again at the next call.
 */
export async function templateGallery(
  subject: GallerySubject,
  { storage, now }: { storage: Storage; now(): Date },
): Promise<TemplateGallery> {
  const galleries = galleriesOf(storage);
  const at = now().getTime();
  const { modality, model, members } = subject;
  const key = `${modality} ${model} ${members}`;
  const opening = galleries.get(key) ?? load(subject, at, storage);
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

/**
 * Enters somebody who has just enrolled where a gallery is in memory; else they are read with all the others. A gallery of listed
 * people takes only who is listed.
 */
export async function enterGalleries(userId: string, templates: Partial<Templates>, storage: Storage): Promise<void> {
  for (const gallery of await Promise.allSettled(galleriesOf(storage).values())) {
    if (gallery.status === 'rejected') continue;
    const { modality, members } = gallery.value;
    const template = templates[modality];
    const isMember = members === 'all' || (await findUserById(storage, userId))?.listedAt;
    if (template && isMember) await enter(gallery.value, userId, async () => template);
  }
}

async function load(subject: GallerySubject, at: number, storage: Storage): Promise<TemplateGallery> {
  const empty = createEmbeddingGallery(subject.dimensions, await countUsers(storage, subject.members));
  const people = turnedGallery(empty, domainOf(derivedKey(storage.sessionSecret, 'galleries')), subject.model);
  const gallery = { ...subject, people, others: new Set<string>(), unreadable: new Set<string>(), refreshedAt: at };
  await readAll(gallery, storage);
  return gallery;
}

/** Newcomers by their date; a full pass when the number of people then still differs, because somebody has gone. */
async function refresh(gallery: TemplateGallery, at: number, storage: Storage): Promise<void> {
  const { people, others, unreadable, refreshedAt, members } = gallery;
  const newcomers = await listUserIdsSince(storage, members, new Date(refreshedAt - CLOCK_DIFFERENCE_MS));
  // Those too who are known: they may have enrolled again at another replica.
  await readEach(gallery, new Set([...newcomers, ...unreadable]), storage);
  if ((await countUsers(storage, members)) !== people.size + others.size + unreadable.size)
    await readAll(gallery, storage);
  gallery.refreshedAt = at;
}

async function readAll(gallery: TemplateGallery, storage: Storage): Promise<void> {
  // Of those known at the start alone: whoever enters meanwhile stays.
  const gone = new Set([...gallery.people.ids(), ...gallery.others, ...gallery.unreadable]);
  let page: string[];
  let last: string | undefined;
  do {
    page = await listUserIds(storage, gallery.members, PAGE, last);
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
  const { people, others } = gallery;
  await readEach(gallery, new Set(userIds.filter((id) => !people.has(id) && !others.has(id))), storage);
}

async function readEach(gallery: TemplateGallery, userIds: ReadonlySet<string>, storage: Storage): Promise<void> {
  const waiting = userIds.values();
  const reader = async (): Promise<void> => {
    for (const id of waiting) await enter(gallery, id, () => storage.templates.readOne(id, gallery.modality));
  };
  await Promise.all(Array.from({ length: READERS }, reader));
}

/** One template that cannot be read must not keep everybody else from being found; the answer tells how many there are. */
async function enter(gallery: TemplateGallery, userId: string, readIt: () => Promise<Template>): Promise<void> {
  const { model, people, others, unreadable } = gallery;
  try {
    const template = await readIt();
    if (template.model === model) people.put(userId, meanEmbedding(inDomain(template, undefined).embeddings));
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
