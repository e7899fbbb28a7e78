import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookAttempt } from '@/lib/auth/book-attempt';
import { openSession } from '@/lib/auth/open-session';
import { admit } from '@/lib/auth/ticket';
import type { SessionHolder } from '@/lib/storage/sessions';
import { sweep } from '@/lib/storage/sweep';
import { createUser, findRecognisable, findUserByName } from '@/lib/storage/users';
import { fullPerson, noteLogin, rowsWith } from '@/lib/testing/account';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { deleteOwnAccount } from './delete-account';

const now = new Date();
const MINUTE_MS = 60_000;

let storage: TestStorage;
let deps: { storage: TestStorage; now(): Date; random(bytes: number): Uint8Array };
let ada: SessionHolder;

beforeEach(async () => {
  storage = await openTestStorage();
  deps = { storage, now: () => now, random: (bytes) => new Uint8Array(bytes) };
  ada = await fullPerson(storage, 'ada-lovelace', now);
  await fullPerson(storage, 'berta', now);
});
afterEach(() => storage.close());

const folders = async (): Promise<string[]> => (await readdir(storage.dataDir)).filter((name) => name.length >= 36);

describe('deleting one’s own account', () => {
  it('asks for the name as it is written', async () => {
    for (const typed of ['', 'berta', 'ada', 'ADA-LOVELACE'])
      expect(await deleteOwnAccount(ada.user, typed, deps)).toEqual({ ok: false, code: 'name_differs' });
    expect(await findUserByName(storage, 'ada-lovelace')).not.toBeNull();
  });

  it('leaves nothing in any table and in no folder but notes under a pseudonym, and a receipt', async () => {
    await noteLogin(storage, ada.user, 'accept', now);
    const { id } = ada.user;
    expect((await rowsWith(storage, [id, 'ada-lovelace'])).length).toBeGreaterThan(8);
    expect(await deleteOwnAccount(ada.user, ' ada-lovelace ', deps)).toEqual({
      ok: true,
      receipt: {
        pseudonym: id,
        at: now,
        removed: { templates: 3, comparisons: 1, prints: 2, fingerprints: 1, sessions: 1 },
        keptUntil: new Date(now.getTime() + 180 * 24 * 60 * MINUTE_MS),
      },
    });
    expect(await rowsWith(storage, [id])).toEqual(['AuditEvent']);
    expect(await rowsWith(storage, ['ada-lovelace'])).toEqual([]);
    const berta = (await findUserByName(storage, 'berta'))!;
    expect(await folders()).toEqual([berta.id]);
    expect(await storage.templates.read(berta.id)).toBeDefined();
    expect(await storage.prisma.replayPrint.count()).toBe(2);
  });

  it('leaves the name free, without the failures of before', async () => {
    const attempter = { kind: 'login' as const, name: 'ada-lovelace', address: '203.0.113.9' };
    await bookAttempt(attempter, deps);
    const before = await storage.prisma.limitBucket.count();
    await deleteOwnAccount(ada.user, 'ada-lovelace', deps);
    expect(await storage.prisma.limitBucket.count()).toBe(before - 2);
    const user = { ...ada.user, id: crypto.randomUUID() };
    expect(await createUser(storage, user)).toBeDefined();
  });

  it('lets a log-in that is just succeeding open nothing', async () => {
    await deleteOwnAccount(ada.user, 'ada-lovelace', deps);
    expect(await admit(ada.user, ['face', 'voice'], deps)).toEqual({ ok: false, code: 'attempt_ended' });
    expect(await storage.templates.has(ada.user.id)).toBe(false);
    await expect(
      storage.templates.replace(ada.user.id, 'voice-recent', { model: 'm', embeddings: [Float32Array.of(1)] }),
    ).rejects.toMatchObject({ code: 'storage_damaged' });
    expect(await rowsWith(storage, [ada.user.id])).toEqual(['AuditEvent']);
  });

  it('that a crash cut off lets nobody in, and is finished by the sweep', async () => {
    const admitted = await admit(ada.user, ['face', 'voice'], deps);
    await storage.prisma.user.update({ where: { id: ada.user.id }, data: { leavingAt: now } });
    await storage.templates.remove(ada.user.id);
    expect(await findRecognisable(storage, 'ada-lovelace')).toBeNull();
    const { ticket } = admitted as { ticket: string };
    expect(await openSession(storage, ticket, { address: '203.0.113.9', browser: '' }, now)).toBeNull();
    await sweep(storage, now);
    expect(await findUserByName(storage, 'ada-lovelace')).not.toBeNull();
    await sweep(storage, new Date(now.getTime() + 2 * MINUTE_MS));
    expect(await rowsWith(storage, [ada.user.id])).toEqual(['AuditEvent']);
  });
});
