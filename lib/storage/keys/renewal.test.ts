import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type MemoryTable, memoryTable, testDataKeys, testKey } from '@/lib/testing/data-keys';
import { folderStore } from '../folder-store';
import { seal } from '../seal';
import type { SealedStore } from '../sealed-store';
import { encodeTemplate } from '../template';
import { templateContext, templateStore } from '../template-store';
import type { DataKeyTable } from './data-key-table';
import { noteOldSeals } from './old-seals';
import { renewDataKey, renewOutdated } from './renewal';

const ada = 'aaaaaaaa-2222-4333-8444-555555555555';
const berta = 'bbbbbbbb-2222-4333-8444-555555555555';
const template = (model: string) => ({ model, embeddings: [Float32Array.of(1, 0)] });
const templates = { face: template('f'), voice: template('v') };
const yes = async (): Promise<boolean> => true;
const now = new Date();

let store: SealedStore;
let table: MemoryTable;

beforeEach(async () => {
  store = folderStore(await mkdtemp(join(tmpdir(), 'open-sesame-renewal-')));
  table = memoryTable();
});

const under = (...words: string[]) => testDataKeys(table, ...words);
const openedUnder = (...words: string[]) => templateStore(store, under(...words));

async function enrol(userId: string, ...words: string[]): Promise<void> {
  await openedUnder(...words).create({ id: userId, nameKey: '' }, templates, yes);
  await openedUnder(...words).replace(userId, 'voice-recent', template('recent'));
}

async function expectWhole(userId: string, ...words: string[]): Promise<void> {
  const opened = openedUnder(...words);
  const { face, voice } = await opened.read(userId);
  const recent = await opened.readExtra(userId, 'voice-recent');
  expect([face.model, voice.model, recent?.model]).toEqual(['f', 'v', 'recent']);
}

/** What a process of today's format before data keys left: sealed with the key itself. */
async function enrolAsBefore(userId: string, word: string): Promise<void> {
  const names = ['face', 'voice', 'voice-recent'] as const;
  const contents = { ...templates, 'voice-recent': template('recent') };
  const sealed = names.map((name) => {
    const context = `template/${userId}/${name}`;
    return [name, seal(encodeTemplate(contents[name]), testKey(word), context)] as const;
  });
  await (await store.begin(userId, new Map(sealed))).finish();
}

/** The same store and table, whose process dies at its `nth` step: just before, or just after it. */
function dying(nth: number, when: 'before' | 'after'): { store: SealedStore; table: DataKeyTable } {
  let left = nth;
  const mortal = <T extends object>(object: T): T =>
    new Proxy(object, {
      get: (target, name, self) => {
        const method = Reflect.get(target, name, self);
        if (typeof method !== 'function') return method;
        return async (...given: unknown[]) => {
          const dies = left === 0;
          left -= 1;
          if (dies && when === 'before') throw new Error('killed');
          const answer = await method.apply(target, given);
          if (dies) throw new Error('killed');
          return answer;
        };
      },
    });
  return { store: mortal(store), table: mortal(table as DataKeyTable) };
}

describe('a renewal', () => {
  it('seals everybody’s templates under new data keys that the new master key wraps', async () => {
    await enrol(ada, 'old');
    await enrol(berta, 'old');
    const before = await store.readAll(ada);
    expect(await renewOutdated(store, under('new', 'old'), now)).toEqual({ renewed: 2, damaged: [] });
    for (const [name, sealed] of await store.readAll(ada))
      expect(Buffer.compare(sealed, before.get(name)!)).not.toBe(0);
    await expectWhole(ada, 'new');
    await expectWhole(berta, 'new');
    await expect(openedUnder('old').read(ada)).rejects.toMatchObject({ code: 'storage_damaged' });
    expect(await renewOutdated(store, under('new', 'old'), now)).toEqual({ renewed: 0, damaged: [] });
  });

  it('brings templates from before there were data keys under one, and they open until then', async () => {
    await enrolAsBefore(ada, 'old');
    await noteOldSeals(table, [store]);
    await expectWhole(ada, 'new', 'old');
    expect(await renewOutdated(store, under('new', 'old'), now)).toEqual({ renewed: 1, damaged: [] });
    await expectWhole(ada, 'new');
    expect(table.rows.get(ada)?.map(({ version }) => version)).toEqual([1]);
  });

  it('leaves templates from before alone under a wrong master key, for the right one', async () => {
    await enrolAsBefore(ada, 'old');
    await noteOldSeals(table, [store]);
    await renewOutdated(store, under('wrong'), now);
    await expectWhole(ada, 'wrong', 'old');
    await renewOutdated(store, under('wrong', 'old'), now);
    await expectWhole(ada, 'wrong');
  });

  it.each(['before', 'after'] as const)(
    'that dies %s any step leaves everybody able to log in, and another one ends it',
    async (when) => {
      for (let nth = 0, killed = true; killed; nth++) {
        await store.remove(ada);
        await store.remove(berta);
        table.rows.clear();
        await enrol(ada, 'old');
        await enrolAsBefore(berta, 'old');
        await noteOldSeals(table, [store]);
        const mortal = dying(nth, when);
        killed = await renewOutdated(mortal.store, testDataKeys(mortal.table, 'new', 'old'), now).then(
          () => false,
          () => true,
        );
        await expectWhole(ada, 'new', 'old');
        await expectWhole(berta, 'new', 'old');
        await renewOutdated(store, under('new', 'old'), now);
        await expectWhole(ada, 'new');
        await expectWhole(berta, 'new');
        expect([table.rows.get(ada)?.length, table.rows.get(berta)?.length]).toEqual([1, 1]);
        if (!killed) expect(nth).toBeGreaterThan(15);
      }
    },
  );

  it('goes on beside log-ins that read and replace, and loses nothing of theirs', async () => {
    await enrol(ada, 'old');
    const opened = openedUnder('new', 'old');
    const logIns = Array.from({ length: 20 }, async (_, i) => {
      await opened.replace(ada, 'voice-recent', template(`recent-${i}`));
      return opened.read(ada);
    });
    const renewals = Array.from({ length: 3 }, () => renewDataKey(ada, store, under('new', 'old')));
    for (const read of await Promise.all(logIns)) expect(read.face.model).toBe('f');
    await Promise.all(renewals);
    await opened.replace(ada, 'voice', template('renewed'));
    await renewDataKey(ada, store, under('new', 'old'));
    expect((await openedUnder('new').readOne(ada, 'voice')).model).toBe('renewed');
    expect((await openedUnder('new').readExtra(ada, 'voice-recent'))?.model).toMatch(/^recent-/);
  });

  it('never puts an old template into the place of one that came between', async () => {
    await enrol(ada, 'old');
    let once = true;
    const racing: SealedStore = {
      ...store,
      exchange: async (userId, name, before, after) => {
        if (name === 'voice' && once) {
          once = false;
          await openedUnder('old').replace(ada, 'voice', template('enrolled again'));
        }
        return store.exchange(userId, name, before, after);
      },
    };
    expect(await renewDataKey(ada, racing, under('old'))).toBe(true);
    expect((await openedUnder('old').readOne(ada, 'voice')).model).toBe('enrolled again');
  });

  it('reports whose data key does not open, and does not make it theirs', async () => {
    await enrol(ada, 'old');
    table.names.set(ada, 'somebody else');
    expect(await renewOutdated(store, under('new', 'old'), now)).toEqual({ renewed: 0, damaged: [ada] });
    table.names.delete(ada);
    await expectWhole(ada, 'old');
  });

  it('forgets the key of a sign-up that wrote nothing, after an hour', async () => {
    await under('old').ensure({ id: ada, nameKey: '' });
    await renewOutdated(store, under('new', 'old'), now);
    expect(table.rows.has(ada)).toBe(true);
    await renewOutdated(store, under('new', 'old'), new Date(now.getTime() + 3_700_000));
    expect(table.rows.has(ada)).toBe(false);
  });
});

describe('a data key', () => {
  it('opens nothing for another person, under another name, or of another version', async () => {
    await enrol(ada, 'm');
    await enrol(berta, 'm');
    const theirs = table.rows.get(ada)!;
    table.rows.set(berta, theirs);
    await expect(openedUnder('m').read(berta)).rejects.toMatchObject({ code: 'storage_damaged' });
    table.names.set(ada, 'berta');
    await expect(openedUnder('m').read(ada)).rejects.toMatchObject({ code: 'storage_damaged' });
    table.names.delete(ada);
    table.rows.set(
      ada,
      theirs.map((key) => ({ ...key, version: 2 })),
    );
    await expect(openedUnder('m').read(ada)).rejects.toMatchObject({ code: 'storage_damaged' });
    table.rows.set(ada, theirs);
    await expectWhole(ada, 'm');
  });

  it('that is gone leaves templates that nobody can open, with any master key', async () => {
    await enrol(ada, 'm');
    await under('m').remove(ada);
    expect((await store.readAll(ada)).size).toBe(3);
    await expect(openedUnder('m').read(ada)).rejects.toMatchObject({ code: 'storage_damaged' });
    await noteOldSeals(table, [store]);
    await expect(openedUnder('m').read(ada)).rejects.toMatchObject({ code: 'storage_damaged' });
  });

  it('seals for a place of its own: face as voice, and old as new, do not open', async () => {
    expect(templateContext(ada, 'face', 1)).not.toBe(templateContext(ada, 'face', 2));
    await enrol(ada, 'm');
    await store.replace(ada, 'voice', (await store.read(ada, 'face'))!);
    await expect(openedUnder('m').readOne(ada, 'voice')).rejects.toMatchObject({ code: 'storage_damaged' });
  });
});
