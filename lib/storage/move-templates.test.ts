import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDataKeys } from '@/lib/testing/data-keys';
import { type TestPlace, testPlaces } from '@/lib/testing/sealed-stores';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { moveSealed, moveTemplates, refuseTemplatesElsewhere } from './move-templates';
import type { Draft, SealedStore } from './sealed-store';
import { type TemplateStore, templateStore } from './template-store';
import { createUser } from './users';

const key = testDataKeys();
const template = (model: string) => ({ model, embeddings: [Float32Array.of(1, 0)] });
const templates = { face: template('f'), voice: template('v') };
const [ada, berta, clara] = ['a', 'b', 'c'].map((letter) => `${letter}${randomUUID().slice(1)}`) as [
  string,
  string,
  string,
];
const everybody = [ada, berta, clara];
const yes = async (): Promise<boolean> => true;
const EVERYTHING_MOVED = { moved: 3, alreadyThere: 0, damaged: [], conflicting: [] };

const enrol = async (store: TemplateStore, userId: string): Promise<void> => {
  await store.create({ id: userId, nameKey: '' }, templates, yes);
  await store.replace(userId, 'voice-recent', template('recent'));
};

/** A store whose process dies at its `nth` step: just before the step, or just after it. */
function dying(store: SealedStore, count: { left: number }, when: 'before' | 'after'): SealedStore {
  const step = async <T>(act: () => Promise<T>): Promise<T> => {
    const dies = count.left === 0;
    count.left -= 1;
    if (dies && when === 'before') throw new Error('killed');
    const answer = await act();
    if (dies) throw new Error('killed');
    return answer;
  };
  const mortal = (draft: Draft): Draft => ({
    ...draft,
    read: () => step(() => draft.read()),
    finish: () => step(() => draft.finish()),
    discard: () => step(() => draft.discard()),
  });
  return {
    read: (...given) => step(() => store.read(...given)),
    readAll: (...given) => step(() => store.readAll(...given)),
    has: (...given) => step(() => store.has(...given)),
    list: () => step(() => store.list()),
    begin: async (...given) => mortal(await step(() => store.begin(...given))),
    drafts: async () => (await step(() => store.drafts())).map(mortal),
    replace: (...given) => step(() => store.replace(...given)),
    exchange: (...given) => step(() => store.exchange(...given)),
    remove: (...given) => step(() => store.remove(...given)),
  };
}

const [folder, embedded] = testPlaces;
const ways = [
  { from: folder!, to: embedded!, way: 'from a folder to the embedded database' },
  { from: embedded!, to: folder!, way: 'from the embedded database to a folder' },
];

/** What a person's templates hold, as they are kept: turned. */
async function vectorsOf(userId: string, templates: TemplateStore): Promise<unknown> {
  const { face, voice } = await templates.read(userId);
  const recent = await templates.readExtra(userId, 'voice-recent');
  return [face, voice, recent].map((kept) => [kept?.model, kept?.embeddings]);
}

describe.each(ways)('a move $way', ({ from, to }) => {
  let places: TestPlace[] = [];
  let source: SealedStore;
  let target: SealedStore;
  let before: TemplateStore;
  let after: TemplateStore;
  const enrolled = new Map<string, unknown>();

  beforeAll(async () => {
    const [left, right] = await Promise.all([from.open(), to.open()]);
    places = [left, right];
    source = left.store;
    target = right.store;
    before = templateStore(source, key);
    after = templateStore(target, key);
  });
  beforeEach(async () => {
    for (const place of places) await place.clear();
    for (const userId of everybody) {
      await enrol(before, userId);
      enrolled.set(userId, await vectorsOf(userId, before));
    }
  });
  afterAll(() => Promise.all(places.map((place) => place.close())));

  const expectMoved = async (): Promise<void> => {
    expect([await source.list(), await source.drafts(), await target.drafts()]).toEqual([[], [], []]);
    expect(await target.list()).toEqual(everybody);
    for (const userId of everybody) {
      expect(await vectorsOf(userId, after)).toEqual(enrolled.get(userId));
      expect(await after.readExtra(userId, 'face-adaptive')).toBeUndefined();
    }
  };

  it('brings everything of everybody, byte for byte, and does nothing the second time', async () => {
    const bytes = await Promise.all(everybody.map((userId) => source.readAll(userId)));
    expect(await moveSealed(source, target, key, yes)).toEqual(EVERYTHING_MOVED);
    await expectMoved();
    const there = await Promise.all(everybody.map((userId) => target.readAll(userId)));
    expect(there.map((each) => [...each.values()].map(hex))).toEqual(bytes.map((each) => [...each.values()].map(hex)));
    expect(await moveSealed(source, target, key, yes)).toEqual({ ...EVERYTHING_MOVED, moved: 0 });
  });

  it.each(['before', 'after'] as const)(
    'loses nobody when it is killed at any moment, just %s a step',
    async (when) => {
      let kills = 0;
      for (let steps = 0; ; steps++) {
        for (const place of places) await place.clear();
        for (const userId of everybody) await enrol(before, userId);
        const count = { left: steps };
        const killed = await moveSealed(dying(source, count, when), dying(target, count, when), key, yes).then(
          () => false,
          (error: Error) => error.message === 'killed',
        );
        for (const userId of everybody) expect((await source.has(userId)) || (await target.has(userId))).toBe(true);
        await moveSealed(source, target, key, yes);
        await expectMoved();
        if (!killed) break;
        kills += 1;
      }
      // List, drafts and at least five steps a person.
      expect(kills).toBeGreaterThan(15);
    },
  );

  it('leaves where it is what does not open, and brings the others', async () => {
    await source.replace(berta, 'voice', Buffer.from('damaged'));
    await source.remove(clara, 'voice');
    const move = { moved: 1, alreadyThere: 0, damaged: [berta, clara], conflicting: [] };
    expect(await moveSealed(source, target, key, yes)).toEqual(move);
    expect([await source.list(), await target.list(), await target.drafts()]).toEqual([[berta, clara], [ada], []]);
  });

  it('removes nothing under another key', async () => {
    const other = testDataKeys(undefined, 'another');
    const { damaged } = await moveSealed(source, target, other, yes);
    expect(damaged).toEqual(everybody);
    expect([await source.list(), await target.list(), await target.drafts()]).toEqual([everybody, [], []]);
  });

  it('removes nothing that a target which loses bytes has not really taken', async () => {
    const lossy = {
      ...target,
      begin: (userId: string, sealed: Parameters<SealedStore['begin']>[1]) =>
        target.begin(userId, new Map([...sealed].filter(([name]) => name !== 'voice-recent'))),
    };
    expect((await moveSealed(source, lossy, key, yes)).damaged).toEqual(everybody);
    expect([await source.list(), await target.list()]).toEqual([everybody, []]);
  });

  it('does not choose between two templates of one person, and keeps the target’s stand-in for unknown names', async () => {
    await after.create({ id: ada, nameKey: '' }, { ...templates, voice: template('another') }, yes);
    await after.create({ id: berta, nameKey: '' }, { ...templates, voice: template('another') }, yes);
    const move = await moveSealed(source, target, key, async (userId) => userId !== berta);
    expect(move).toEqual({ moved: 1, alreadyThere: 1, damaged: [], conflicting: [ada] });
    expect([await source.list(), await target.list()]).toEqual([[ada], everybody]);
    expect((await after.readOne(berta, 'voice')).model).toBe('another');
  });

  it('finishes the sign-up that a crash cut off, and drops the one whose person never was', async () => {
    const [dora, nobody] = [`d${randomUUID().slice(1)}`, `e${randomUUID().slice(1)}`];
    for (const [store, userId] of [
      [before, dora],
      [after, nobody],
    ] as const)
      await expect(
        store.create({ id: userId, nameKey: '' }, templates, () => Promise.reject(new Error('killed'))),
      ).rejects.toThrow('killed');
    await moveSealed(source, target, key, async (userId) => userId !== nobody);
    expect([await source.list(), await target.list()]).toEqual([[], [...everybody, dora]]);
    expect([await source.drafts(), await target.drafts()]).toEqual([[], []]);
  });
});

describe('templates that lie where no server looks', () => {
  let storage: TestStorage;
  beforeAll(async () => {
    storage = await openTestStorage();
  });
  afterAll(() => storage.close());

  it('keep a server from starting when they are somebody’s, until they are moved', async () => {
    const elsewhere = { ...storage, templatesIn: 'database' as const };
    await storage.templates.create({ id: ada, nameKey: 'ada' }, templates, yes);
    await refuseTemplatesElsewhere(elsewhere);
    await createUser(storage, { id: ada, name: 'Ada', createdAt: new Date(), consentedAt: new Date() });
    await refuseTemplatesElsewhere(storage);
    await expect(refuseTemplatesElsewhere(elsewhere)).rejects.toMatchObject({
      code: 'configuration_invalid',
      message: expect.stringContaining('npm run templates -- move --to database'),
    });
    expect(await moveTemplates(storage, 'database')).toMatchObject({ moved: 1 });
    await refuseTemplatesElsewhere(elsewhere);
    await expect(refuseTemplatesElsewhere(storage)).rejects.toMatchObject({
      message: expect.stringContaining('npm run templates -- move --to folder'),
    });
    expect(await moveTemplates(storage, 'folder')).toMatchObject({ moved: 1 });
    await refuseTemplatesElsewhere(storage);
  });
});

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
