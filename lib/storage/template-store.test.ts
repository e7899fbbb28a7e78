import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDataKeys } from '@/lib/testing/data-keys';
import { plain, plainOnes } from '@/lib/testing/plain-templates';
import { type TestPlace, testPlaces } from '@/lib/testing/sealed-stores';
import { renewDataKey } from './keys/renewal';
import type { SealedStore } from './sealed-store';
import { type TemplateStore, templateStore } from './template-store';

const id = 'aaaaaaaa-2222-4333-8444-555555555555';
const other = '99999999-2222-4333-8444-555555555555';
const template = (model: string) => ({ model, embeddings: [Float32Array.of(1, 0), Float32Array.of(0.6, 0.8)] });
const templates = { face: template('f'), voice: template('v') };
const DAMAGED = { code: 'storage_damaged' };

describe.each(testPlaces)('templates in $where', ({ isHere, open }) => {
  let place: TestPlace;
  let sealed: SealedStore;
  let store: TemplateStore;
  beforeAll(async () => {
    if (!isHere) return;
    place = await open();
    sealed = place.store;
    store = templateStore(sealed, testDataKeys(place.table));
  });
  beforeEach(async (test) => {
    test.skip(!isHere);
    await place.clear();
  });
  afterAll(() => place?.close());

  const enrol = (userId: string): Promise<unknown> =>
    store.create({ id: userId, nameKey: '' }, templates, async () => true);
  const leftovers = async (): Promise<string[]> => (await sealed.drafts()).map(({ userId }) => userId);
  const soon = (): Date => new Date(Date.now() + 1000);

  it('come back as they were enrolled, all or one of them', async () => {
    await enrol(id);
    expect(plainOnes(await store.read(id))).toEqual(templates);
    expect(plain(await store.readOne(id, 'voice'))).toEqual(templates.voice);
  });

  it('are sealed once each, and never again on their way to being somebody’s', async () => {
    const begun: Uint8Array[] = [];
    const counting: SealedStore = {
      ...sealed,
      begin: (userId, made) => {
        begun.push(...made.values());
        return sealed.begin(userId, made);
      },
      replace: () => Promise.reject(new Error('sealed again')),
      exchange: () => Promise.reject(new Error('sealed again')),
    };
    const counted = templateStore(counting, testDataKeys(place.table));
    await counted.create({ id, nameKey: '' }, templates, async () => true);
    expect(begun).toHaveLength(2);
    expect([await sealed.read(id, 'face'), await sealed.read(id, 'voice')].map(hex)).toEqual(begun.map(hex));
  });

  it('are nobody’s while the person is being made', async () => {
    await store.create({ id, nameKey: '' }, templates, async () => {
      expect(await store.has(id)).toBe(false);
      expect(await store.list()).toEqual([]);
      await expect(store.read(id)).rejects.toMatchObject(DAMAGED);
      return true;
    });
    expect(await store.has(id)).toBe(true);
    expect(await store.list()).toEqual([id]);
    expect(await leftovers()).toEqual([]);
  });

  it('are dropped when the person is not made', async () => {
    expect(await store.create({ id, nameKey: '' }, templates, async () => undefined)).toBeUndefined();
    expect([await store.has(id), await leftovers()]).toEqual([false, []]);
  });

  it('wait for the next start when nobody knows whether the person was made', async () => {
    const failing = store.create({ id, nameKey: '' }, templates, () =>
      Promise.reject(new Error('the connection is gone')),
    );
    await expect(failing).rejects.toThrow('the connection is gone');
    expect([await store.has(id), await leftovers()]).toEqual([false, [id]]);
    await store.settleDrafts(soon(), async () => true);
    expect([plainOnes(await store.read(id)), await leftovers()]).toEqual([templates, []]);
  });

  it('are settled after a crash by whether the person is there, those of somebody still at work are left', async () => {
    for (const userId of [id, other]) {
      const crash = store.create({ id: userId, nameKey: '' }, templates, () => Promise.reject(new Error('killed')));
      await expect(crash).rejects.toThrow('killed');
    }
    await store.settleDrafts(new Date(Date.now() - 60_000), async () => true);
    expect((await leftovers()).sort()).toEqual([other, id]);
    await store.settleDrafts(soon(), async (userId) => userId === id);
    expect([await store.list(), await leftovers()]).toEqual([[id], []]);
    expect(plainOnes(await store.read(id))).toEqual(templates);
  });

  it('stay as they are when others are finished under the same id, and of two at once one stays, whole', async () => {
    const make = (model: string) =>
      store.create({ id, nameKey: '' }, { face: template(model), voice: template(model) }, async () => true);
    await Promise.all(['a', 'b', 'c'].map(make));
    const { face, voice } = await store.read(id);
    expect(face.model).toBe(voice.model);
    await make('d');
    expect((await store.read(id)).face.model).toBe(face.model);
    expect(await leftovers()).toEqual([]);
  });

  it('get one exchanged, and nothing else changes', async () => {
    await enrol(id);
    await enrol(other);
    await store.replace(id, 'voice', template('new'));
    expect(plainOnes(await store.read(id))).toEqual({ ...templates, voice: template('new') });
    expect(plainOnes(await store.read(other))).toEqual(templates);
    expect(await leftovers()).toEqual([]);
  });

  it('of many exchanges at once keep one, whole', async () => {
    await enrol(id);
    const models = Array.from({ length: 12 }, (_, i) => `model-${i}`);
    await Promise.all(models.map((model) => store.replace(id, 'voice', template(model))));
    const { voice } = await store.read(id);
    expect(models).toContain(voice.model);
    expect(plain(voice)).toEqual(template(voice.model));
  });

  it('do not come into being by an exchange', async () => {
    await expect(store.replace(id, 'voice', templates.voice)).rejects.toMatchObject(DAMAGED);
    await expect(store.replace(id, 'voice-recent', templates.voice)).rejects.toMatchObject(DAMAGED);
    expect([await store.has(id), await leftovers()]).toEqual([false, []]);
  });

  it('have others beside them that come, change and go', async () => {
    await enrol(id);
    expect(await store.readExtra(id, 'voice-recent')).toBeUndefined();
    await store.replace(id, 'voice-recent', template('first'));
    await store.replace(id, 'voice-recent', template('second'));
    await store.replace(id, 'face-adaptive', template('adaptive'));
    expect(plain((await store.readExtra(id, 'voice-recent'))!)).toEqual(template('second'));
    await store.remove(id, 'voice-recent');
    await store.remove(id, 'voice-recent');
    expect(await store.readExtra(id, 'voice-recent')).toBeUndefined();
    expect(plain((await store.readExtra(id, 'face-adaptive'))!)).toEqual(template('adaptive'));
    expect(plainOnes(await store.read(id))).toEqual(templates);
  });

  it('go altogether, of one person', async () => {
    await enrol(id);
    await enrol(other);
    await store.replace(id, 'voice-recent', template('recent'));
    await store.remove(id);
    await store.remove(id);
    expect([await store.has(id), await leftovers(), await store.list()]).toEqual([false, [], [other]]);
    expect(await store.readExtra(id, 'voice-recent')).toBeUndefined();
    await expect(store.replace(id, 'voice-recent', template('late'))).rejects.toMatchObject(DAMAGED);
  });

  it('are not found for a person who has none, or not all', async () => {
    await expect(store.read(id)).rejects.toMatchObject(DAMAGED);
    await enrol(id);
    await sealed.remove(id, 'face');
    await expect(store.read(id)).rejects.toMatchObject(DAMAGED);
    await expect(store.readOne(id, 'face')).rejects.toMatchObject(DAMAGED);
    expect(plain(await store.readOne(id, 'voice'))).toEqual(templates.voice);
  });

  it('do not open for another person, under another name, or with another key', async () => {
    await enrol(id);
    await enrol(other);
    await sealed.replace(other, 'face', (await sealed.read(id, 'face'))!);
    await expect(store.read(other)).rejects.toMatchObject(DAMAGED);
    await sealed.replace(id, 'face-adaptive', (await sealed.read(id, 'face'))!);
    await expect(store.readExtra(id, 'face-adaptive')).rejects.toMatchObject(DAMAGED);
    const wrong = templateStore(sealed, testDataKeys(place.table, 'another'));
    await expect(wrong.read(id)).rejects.toMatchObject(DAMAGED);
    expect(plainOnes(await store.read(id))).toEqual(templates);
  });

  it('are never kept as they were observed, nor turned alike for two people or twice for one', async () => {
    await enrol(id);
    await enrol(other);
    const kept = async (userId: string): Promise<Float32Array> => (await store.readOne(userId, 'face')).embeddings[1]!;
    const [ours, theirs] = [await kept(id), await kept(other)];
    await renewDataKey(id, sealed, testDataKeys(place.table));
    const renewed = await kept(id);
    const values = [templates.face.embeddings[1]!, ours, theirs, renewed].map((vector) => [...vector].join());
    expect(new Set(values).size).toBe(4);
    expect(plainOnes(await store.read(id))).toEqual(templates);
  });

  it('keep what other models have of them as exact as float32 is', async () => {
    await enrol(id);
    const others = { mixture: [Float32Array.of(0.1, 0.25, 300.7, 0)], second: [Float32Array.of(0.3, 0.4)] };
    await store.replace(id, 'voice', { ...templates.voice, others });
    await renewDataKey(id, sealed, testDataKeys(place.table));
    expect((await store.readOne(id, 'voice')).others).toEqual(others);
  });

  it('do not open with a byte changed anywhere, cut short, or empty', async () => {
    await enrol(id);
    const bytes = Buffer.from((await sealed.read(id, 'face'))!);
    const flipped = [0, 5, 20, 30, 45, bytes.length - 1].map((at) =>
      Buffer.from(bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))),
    );
    const cut = [0, 10, 40, bytes.length - 1].map((length) => bytes.subarray(0, length));
    for (const bad of [...flipped, ...cut]) {
      await sealed.replace(id, 'face', bad);
      await expect(store.readOne(id, 'face')).rejects.toMatchObject(DAMAGED);
    }
    await sealed.replace(id, 'face', bytes);
    expect(plain(await store.readOne(id, 'face'))).toEqual(templates.face);
  });

  it.each(['..', '../../etc', '.partial-x', '', `${id}/..`, id.toUpperCase(), `${id}\n`, 'ada'])(
    'are never those of %j',
    async (name) => {
      const refused = { code: 'invalid_request' };
      await expect(store.create({ id: name, nameKey: '' }, templates, async () => true)).rejects.toMatchObject(refused);
      await expect(store.read(name)).rejects.toMatchObject(refused);
      await expect(store.replace(name, 'voice', templates.voice)).rejects.toMatchObject(refused);
      await expect(store.remove(name)).rejects.toMatchObject(refused);
      await expect(store.remove(name, 'voice-recent')).rejects.toMatchObject(refused);
      await expect(store.has(name)).rejects.toMatchObject(refused);
    },
  );
});

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
