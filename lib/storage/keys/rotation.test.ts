import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { parseEnv } from '@/lib/env';
import { testKey } from '@/lib/testing/data-keys';
import { openEmbedded } from '../database';
import { keepEnrolledPrints, readPrints } from '../replay-prints';
import { seal, sealedWith } from '../seal';
import { openStorage, type Storage } from '../storage';
import { encodeTemplate } from '../template';
import { createUser, findUserByName } from '../users';
import { changeName } from './change-name';
import { masterKey } from './master-keys';
import { beginRotation, finishRotation } from './rotation';

const ada = 'aaaaaaaa-2222-4333-8444-555555555555';
const berta = 'bbbbbbbb-2222-4333-8444-555555555555';
const template = (model: string) => ({ model, embeddings: [Float32Array.of(1, 0)] });
const at = new Date();
const person = (id: string, name: string) => ({ id, name, createdAt: at, consentedAt: at });
const DAMAGED = { code: 'storage_damaged' };

let root: string;
let opened: Storage[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-sesame-rotation-'));
  await cp(inject('databaseTemplate'), join(root, 'db'), { recursive: true });
  opened = [];
});
afterEach(async () => {
  for (const storage of opened) await storage.close();
  await rm(root, { recursive: true, force: true });
});

async function open(): Promise<Storage> {
  const folders = { DATA_DIR: join(root, 'db'), KEY_DIR: join(root, 'keys'), TMP_DIR: join(root, 'tmp') };
  const storage = await openStorage(parseEnv(folders), () => undefined);
  opened = [storage];
  return storage;
}

async function reopen(storage: Storage): Promise<Storage> {
  await storage.close();
  return open();
}

const enrol = (storage: Storage, id: string, name: string) =>
  storage.templates.create({ id, nameKey: name }, { face: template(name), voice: template(name) }, () =>
    createUser(storage, person(id, name)),
  );
const subjects = async ({ prisma }: Storage): Promise<(string | null)[]> =>
  (await prisma.auditEvent.findMany({ where: { kind: 'key' }, orderBy: { seq: 'asc' } })).map(({ reason }) => reason);

describe('a rotation of the master key', () => {
  it('takes a new key, renews everybody, forgets the old one, and is in the audit trail', async () => {
    let storage = await open();
    await enrol(storage, ada, 'ada');
    const prints = [{ kind: 'sound' as const, bytes: Uint8Array.of(1, 2, 3) }];
    await keepEnrolledPrints(storage, ada, prints, at);
    const [old] = storage.dataKeys.masterKeys.all();
    expect(await beginRotation(storage.dataKeys)).toBe(true);
    expect(await finishRotation(storage, at)).toMatchObject({ renewed: 1, retired: [old.id], left: [], damaged: [] });
    expect(await readdir(join(root, 'keys'))).toEqual(['master-2.key', 'session-secret']);
    expect(await subjects(storage)).toEqual(['1 renewed', 'retired']);
    storage = await reopen(storage);
    expect((await storage.templates.read(ada)).face.model).toBe('ada');
    expect(await readPrints(storage, ada, at)).toEqual([{ kind: 'sound', bytes: Buffer.of(1, 2, 3) }]);
    expect(await finishRotation(storage, at)).toMatchObject({ renewed: 0, retired: [] });
  });

  it('is one, however often and wherever it is begun', async () => {
    const storage = await open();
    const begun = await Promise.all([1, 2, 3].map(() => beginRotation(storage.dataKeys)));
    expect(begun).toContain(true);
    expect(await beginRotation(storage.dataKeys)).toBe(false);
    expect((await readdir(join(root, 'keys'))).filter((name) => name.startsWith('master'))).toHaveLength(2);
  });

  it('goes on after a start where it was cut off, and keeps the old key while that wraps anything', async () => {
    let storage = await open();
    await enrol(storage, ada, 'ada');
    await enrol(storage, berta, 'berta');
    await beginRotation(storage.dataKeys);
    let asked = 0;
    expect(await finishRotation(storage, at, () => ++asked > 1)).toMatchObject({ renewed: 1, retired: [] });
    storage = await reopen(storage);
    expect((await storage.templates.read(berta)).face.model).toBe('berta');
    expect(await finishRotation(storage, at)).toMatchObject({ renewed: 1, retired: [expect.any(String)] });
  });

  it('reaches a server that runs beside it', async () => {
    const storage = await open();
    await enrol(storage, ada, 'ada');
    const asBefore = storage.dataKeys.masterKeys.all();
    const { keyFolder } = await import('./key-folder');
    const elsewhere = {
      ...storage,
      dataKeys: { ...storage.dataKeys, masterKeys: await keyFolder(join(root, 'keys')).open() },
    };
    const { dataKeys } = await import('./data-keys');
    elsewhere.dataKeys = dataKeys(storage.dataKeys.table, elsewhere.dataKeys.masterKeys);
    await beginRotation(elsewhere.dataKeys);
    await finishRotation(elsewhere, at);
    expect(storage.dataKeys.masterKeys.all()).toBe(asBefore);
    expect((await storage.templates.read(ada)).face.model).toBe('ada');
    await enrol(storage, berta, 'berta');
    expect((await storage.dataKeys.table.find(berta)).keys[0]?.masterKey).not.toBe(asBefore[0].id);
  });
});

describe('the names of people', () => {
  it('that are exchanged in the table let neither in as the other', async () => {
    const storage = await open();
    await enrol(storage, ada, 'ada');
    await enrol(storage, berta, 'berta');
    for (const [id, name] of [
      [ada, 'x'],
      [berta, 'ada'],
      [ada, 'berta'],
    ] as const)
      await storage.prisma.user.update({ where: { id }, data: { name, nameKey: name } });
    const found = await findUserByName(storage, 'ada');
    expect(found?.id).toBe(berta);
    await expect(storage.templates.read(berta)).rejects.toMatchObject(DAMAGED);
    await expect(storage.templates.read(ada)).rejects.toMatchObject(DAMAGED);
  });

  it('can be changed with their data keys, both or neither', async () => {
    const storage = await open();
    await enrol(storage, ada, 'ada');
    await enrol(storage, berta, 'berta');
    expect(await changeName(storage, ada, 'Berta')).toBeUndefined();
    expect((await storage.templates.read(ada)).face.model).toBe('ada');
    expect(await changeName(storage, ada, 'Clara')).toMatchObject({ id: ada, name: 'Clara', nameKey: 'clara' });
    expect((await storage.templates.read(ada)).face.model).toBe('ada');
    expect(await changeName(storage, '99999999-2222-4333-8444-555555555555', 'Dora')).toBeUndefined();
  });
});

describe('a data folder from before data keys', () => {
  const key = testKey('beside the data');

  beforeEach(async () => {
    const data = join(root, 'db');
    const database = await openEmbedded(data);
    await database.prisma.user.create({ data: { ...person(ada, 'Ada'), nameKey: 'ada' } });
    await database.close();
    const secrets = {
      sessionSecret: Buffer.from(testKey('session')).toString('base64'),
      templateKey: Buffer.from(key).toString('base64'),
    };
    await writeFile(join(data, 'secrets.json'), JSON.stringify(secrets, null, 2), { mode: 0o600 });
    const { folderStore } = await import('../folder-store');
    const sealed = (['face', 'voice'] as const).map(
      (name) => [name, seal(encodeTemplate(template(name)), key, `template/${ada}/${name}`)] as const,
    );
    await (await folderStore(data).begin(ada, new Map(sealed))).finish();
  });

  it('opens, is sealed anew, and leaves no key beside the data nor one that its backups hold in use', async () => {
    let storage = await open();
    expect((await storage.templates.read(ada)).voice.model).toBe('voice');
    expect(await finishRotation(storage, at)).toMatchObject({ renewed: 1, retired: [masterKey(key).id] });
    expect(await readdir(join(root, 'db'))).not.toContain('secrets.json');
    for (const sealed of (await storage.sealedStores.folder.readAll(ada)).values())
      expect(sealedWith(sealed)).not.toBe(masterKey(key).id);
    storage = await reopen(storage);
    expect((await storage.templates.read(ada)).face.model).toBe('face');
    expect(storage.sessionSecret).toBe(Buffer.from(testKey('session')).toString('base64'));
  });

  it('lets nobody put an old template of its backups back', async () => {
    const storage = await open();
    const old = await storage.sealedStores.folder.read(ada, 'face');
    await finishRotation(storage, at);
    await storage.sealedStores.folder.replace(ada, 'face', old!);
    await storage.prisma.dataKey.create({
      data: { userId: ada, version: 0, masterKey: '', wrapped: new Uint8Array(), madeAt: at },
    });
    await expect(storage.templates.readOne(ada, 'face')).rejects.toMatchObject(DAMAGED);
  });
});

describe('keyed hashes', () => {
  it('stay what they are where there are some from before keys were derived, and are derived elsewhere', async () => {
    const { keyedHash } = await import('../audit');
    const storage = await open();
    const { createHmac } = await import('node:crypto');
    const before = createHmac('sha256', storage.sessionSecret).update('name:ada').digest('hex');
    expect(storage.hashesOfSecret).toBe(false);
    expect(keyedHash(storage, 'name', 'ada')).not.toBe(before);
    await storage.prisma.agreement.create({ data: { subject: 'HASHES', fingerprint: 'of the session secret' } });
    const again = await reopen(storage);
    expect(keyedHash(again, 'name', 'ada')).toBe(before);
  });
});
