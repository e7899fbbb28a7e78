import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listPeople, unlistPeople } from '@/lib/storage/listed-people';
import type { Storage } from '@/lib/storage/storage';
import { createUser, type GalleryMembers, type User } from '@/lib/storage/users';
import type { TestDeps } from '@/lib/testing/deps';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { DUMMY_USER_ID } from './dummy-templates';
import { searchInTurns } from './identify';
import { enterGalleries, templateGallery } from './template-gallery';

const MODEL = 'a-voice-model';

let storage: Storage;
let deps: TestDeps;

let opened: TestStorage;

beforeAll(async () => {
  opened = await openTestStorage();
});
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.prisma.user.deleteMany();
  // Galleries are kept by storage.
  storage = { ...opened };
  deps = await rememberingDeps(storage);
});

const axis = (i: number): Float32Array => Float32Array.from({ length: 4 }, (_, j) => Number(i === j));
const template = (i: number, model = MODEL) => ({ model, embeddings: [axis(i), axis(i)] });

/** Somebody with a voice of their own, as another replica would have signed them up. */
async function enrol(i: number, model = MODEL): Promise<string> {
  const id = randomUUID();
  await storage.templates.create({ id, nameKey: `person-${i}` }, { face: template(0), voice: template(i, model) }, () =>
    addRow(id, i),
  );
  return id;
}

function addRow(id: string, i: number): Promise<User | undefined> {
  const now = deps.now();
  return createUser(storage, { id, name: `person-${i}`, createdAt: now, consentedAt: now, voiceModel: MODEL });
}

const VOICES = { modality: 'voice', model: MODEL, dimensions: 4, members: 'all' } as const;
const gallery = (members: GalleryMembers = 'all') => templateGallery({ ...VOICES, members }, deps);

/** Without what turning loses in float32. */
const rounded = (similarity = Number.NaN): number => Number(similarity.toFixed(5)) + 0;

async function whoIs(i: number): Promise<string | undefined> {
  return (await searchInTurns((await gallery()).people, axis(i)))?.id;
}

describe('a gallery', () => {
  it('is empty without people, and never holds the stand-in for unknown names', async () => {
    const { people, others } = await gallery();
    expect([people.size, people.has(DUMMY_USER_ID), others.size]).toEqual([0, false, 0]);
    expect(await whoIs(0)).toBeUndefined();
  });

  it('holds everybody at the first call, read once for callers at the same time', async () => {
    const ids = [await enrol(0), await enrol(1), await enrol(2)];
    const [first, second] = await Promise.all([gallery(), gallery()]);
    expect(second).toBe(first);
    expect([...first.people.ids()].sort()).toEqual(ids.sort());
    expect([await whoIs(0), await whoIs(1), await whoIs(2)].sort()).toEqual(ids);
  });

  it('leaves out and counts whose template is of another model', async () => {
    await enrol(0, 'another-model');
    const ada = await enrol(1);
    const { people, others } = await gallery();
    expect([...people.ids()]).toEqual([ada]);
    expect(others.size).toBe(1);
  });

  it('keeps faces and voices apart, even of models with one name', async () => {
    const ada = await enrol(1);
    const faces = await templateGallery({ ...VOICES, modality: 'face' }, deps);
    expect(faces).not.toBe(await gallery());
    const nearest = async (i: number): Promise<number | undefined> =>
      rounded((await searchInTurns(faces.people, axis(i)))?.similarity);
    expect([await nearest(0), await nearest(1), await whoIs(1)]).toEqual([1, 0, ada]);
    await enterGalleries(ada, { voice: template(2) }, storage);
    expect([await nearest(0), await nearest(2), await whoIs(2)]).toEqual([1, 0, ada]);
    await enterGalleries(ada, { face: template(3) }, storage);
    expect([await nearest(0), await nearest(3), await whoIs(2)]).toEqual([0, 1, ada]);
  });

  it('leaves out and counts whose template is damaged, and finds the others', async () => {
    const ada = await enrol(0);
    await rm(join(opened.dataDir, await enrol(1), 'voice.sealed'));
    const { people, others, unreadable } = await gallery();
    expect([...people.ids()]).toEqual([ada]);
    expect([others.size, unreadable.size]).toEqual([0, 1]);
  });

  it('finds at the next refresh who was just finishing a sign-up at another replica', async () => {
    const id = randomUUID();
    await storage.templates.create({ id, nameKey: 'person-2' }, { face: template(0), voice: template(2) }, async () => {
      const user = await addRow(id, 2);
      expect((await gallery()).unreadable.size).toBe(1);
      return user;
    });
    deps.wait(3000);
    expect(await whoIs(2)).toBe(id);
    expect((await gallery()).unreadable.size).toBe(0);
  });

  it('knows who signs up here at once', async () => {
    await gallery();
    const id = randomUUID();
    await enterGalleries(id, { voice: template(3) }, storage);
    expect(await whoIs(3)).toBe(id);
  });

  it('replaces a voice that is enrolled again with another model', async () => {
    const id = await enrol(0, 'another-model');
    expect((await gallery()).people.size).toBe(0);
    await enterGalleries(id, { voice: template(1) }, storage);
    const { people, others } = await gallery();
    expect([people.has(id), others.size]).toEqual([true, 0]);
    await enterGalleries(id, { voice: template(1, 'another-model') }, storage);
    expect([people.has(id), others.size]).toEqual([false, 1]);
  });

  it('asks the user table again after three seconds, and not before', async () => {
    await gallery();
    const id = await enrol(2);
    expect(await whoIs(2)).toBeUndefined();
    deps.wait(3000);
    expect(await whoIs(2)).toBe(id);
  });

  it('forgets who has gone', async () => {
    const [ada, berta] = [await enrol(0), await enrol(1)];
    expect(await whoIs(0)).toBe(ada);
    await storage.prisma.user.delete({ where: { id: ada } });
    deps.wait(3000);
    const { people } = await gallery();
    expect([...people.ids()]).toEqual([berta]);
    expect(await whoIs(0)).toBe(berta);
  });

  it('notices that somebody has gone when somebody else has come', async () => {
    const ada = await enrol(0);
    await gallery();
    await storage.prisma.user.delete({ where: { id: ada } });
    const berta = await enrol(1);
    deps.wait(3000);
    expect([...(await gallery()).people.ids()]).toEqual([berta]);
  });

  it('finds a newcomer whose replica has a slow clock', async () => {
    await gallery();
    deps.wait(-3_600_000);
    const id = await enrol(1);
    deps.wait(3_603_000);
    expect(await whoIs(1)).toBe(id);
  });

  it('is read again at the next call when the first reading fails', async () => {
    const id = await enrol(0);
    const { prisma } = storage;
    storage.prisma = undefined as unknown as Storage['prisma'];
    await expect(gallery()).rejects.toThrow();
    storage.prisma = prisma;
    expect(await whoIs(0)).toBe(id);
  });
});

describe('a gallery of listed people', () => {
  const ids = async (): Promise<string[]> => [...(await gallery('listed')).people.ids()].sort();

  it('has nobody who just signed up, at the first reading, at a refresh or at once', async () => {
    await enrol(0);
    expect(await ids()).toEqual([]);
    const id = await enrol(1);
    await enterGalleries(id, { voice: template(1) }, storage);
    deps.wait(3000);
    expect(await ids()).toEqual([]);
    expect((await gallery('all')).people.size).toBe(2);
  });

  it('has who was listed long after they signed up, within seconds, and not after they were taken out', async () => {
    const [ada, berta] = [await enrol(0), await enrol(1)];
    deps.wait(3_600_000);
    expect(await ids()).toEqual([]);
    expect(await listPeople(storage, ['PERSON-0'], deps.now())).toEqual({
      changed: ['PERSON-0'],
      unchanged: [],
      unknown: [],
    });
    deps.wait(3000);
    expect(await ids()).toEqual([ada]);
    await unlistPeople(storage, ['person-0']);
    await listPeople(storage, ['person-1'], deps.now());
    deps.wait(3000);
    expect(await ids()).toEqual([berta]);
  });

  it('has the new voice of who is listed', async () => {
    const ada = await enrol(0);
    await listPeople(storage, ['person-0'], deps.now());
    expect(await ids()).toEqual([ada]);
    await enterGalleries(ada, { voice: template(2) }, storage);
    const nearest = await searchInTurns((await gallery('listed')).people, axis(2));
    expect([nearest?.id, rounded(nearest?.similarity)]).toEqual([ada, 1]);
  });
});
