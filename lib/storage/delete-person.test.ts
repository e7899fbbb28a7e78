import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { createAttempt } from './attempts';
import { verifyChain } from './audit-verify';
import { type Deletion, deletePerson, eraseDeleted } from './delete-person';
import { createEmailLink, setEmail } from './email-addresses';
import { noteCapture } from './fingerprints';
import { saveSummary } from './login-summaries';
import { createPasskey } from './passkeys';
import { replaceCodes } from './recovery-codes';
import { keepLoginPrints } from './replay-prints';
import { saveScores } from './scores';
import { startSession } from './sessions';
import { createUser, findUserByName, nameKey } from './users';

const NAME = 'Wilhelmina-Zubrowka';
const now = new Date();

let storage: TestStorage;

beforeEach(async () => {
  storage = await openTestStorage();
});
afterEach(() => storage.close());

/** A person with everything that there can be of one. */
async function addPerson(name: string): Promise<string> {
  const id = randomUUID();
  const template = { model: 'm', embeddings: [Float32Array.of(1)] };
  await storage.templates.create({ id, nameKey: nameKey(name) }, { face: template, voice: template }, () =>
    createUser(storage, { id, name, createdAt: now, consentedAt: now, voiceModel: 'a-model' }),
  );
  await storage.templates.replace(id, 'voice-recent', template);
  const opened = { userId: id, sessionVersion: 1, amr: ['face'], device: '', addressPrefix: '' };
  await startSession(storage, opened, now);
  const score = { userId: id, modality: 'face' as const, model: 'm', similarity: 1, threshold: 0, accepted: true };
  await saveScores(storage, [{ ...score, origin: 'home', at: now }]);
  await saveSummary(storage, id, {}, now);
  await keepLoginPrints(storage, id, [{ kind: 'sound', bytes: Uint8Array.of(1) }], now);
  await noteCapture(storage, name, [Buffer.from(name)], now);
  const passkey = { publicKey: Uint8Array.of(1), counter: 0n, transports: [], backupEligible: false, backedUp: false };
  await createPasskey(storage, { ...passkey, id: `of ${id}`, userId: id, name: `${name}’s phone`, createdAt: now });
  await replaceCodes(storage, id, 'person', [{ selector: `of ${id}`, hash: '' }], { createdAt: now });
  await setEmail(storage, { userId: id, address: `${name}@example.org`, locale: 'en-GB', confirmedAt: now });
  const letter = { userId: id, purpose: 'login' as const, address: `${name}@example.org`, expiresAt: now };
  await createEmailLink(storage, id, letter);
  const attempt = { id: randomUUID(), kind: 'login' as const, name: name.toUpperCase(), steps: [] };
  await createAttempt(storage, { ...attempt, createdAt: now, expiresAt: now }, 'home', { attempts: 9, windowMs: 1 });
  return id;
}

const remove = async (name: string): Promise<Deletion> =>
  deletePerson(storage, (await findUserByName(storage, name))!, now);

/** The files of the data folder in which a name can be read, in any case. */
async function filesWith(name: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(storage.dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const text = (await readFile(file)).toString('latin1').toLowerCase();
    if (text.includes(name.toLowerCase())) found.push(file);
  }
  return found;
}

it('leaves nothing of a person, and the others as they were', async () => {
  const [gone, other] = [await addPerson(NAME), await addPerson('berta')];
  expect(await remove(NAME.toLowerCase())).toEqual({
    pseudonym: gone,
    at: now,
    removed: { templates: 3, comparisons: 1, prints: 1, fingerprints: 1, sessions: 1 },
  });
  expect(await findUserByName(storage, NAME)).toBeNull();
  expect(await storage.templates.list()).not.toContain(gone);
  const { prisma } = storage;
  const left = [
    await prisma.session.findMany(),
    await prisma.passkey.findMany(),
    await prisma.recoveryCode.findMany(),
    await prisma.emailAddress.findMany(),
    await prisma.emailLink.findMany(),
    await prisma.verificationScore.findMany(),
    await prisma.replayPrint.findMany(),
    await prisma.dataKey.findMany(),
    await prisma.loginSummary.findMany({ where: { userId: { in: [gone, other] } } }),
  ];
  for (const rows of left) expect(rows).toMatchObject([{ userId: other }]);
  expect(await prisma.attempt.findMany()).toMatchObject([{ name: 'BERTA' }]);
  expect(await prisma.captureFingerprint.count()).toBe(1);
  expect(await storage.templates.readExtra(other, 'voice-recent')).toBeDefined();
  expect(await prisma.user.findMany()).toMatchObject([{ id: other }]);
});

it('is in the audit trail, whose chain stays whole', async () => {
  const userId = await addPerson(NAME);
  await remove(NAME);
  expect(await storage.prisma.auditEvent.findMany()).toMatchObject([{ subject: 'person', reason: 'deleted', userId }]);
  expect(await verifyChain(storage)).toMatchObject({ ok: true });
});

it('leaves the bytes of the name in no file, once what was deleted is erased', async () => {
  await addPerson(NAME);
  expect(await filesWith(NAME)).not.toEqual([]);
  await remove(NAME);
  expect(await filesWith(NAME)).not.toEqual([]);
  await addPerson('berta');
  await eraseDeleted(storage);
  expect(await filesWith(NAME)).toEqual([]);
  expect(await filesWith('berta')).not.toEqual([]);
  expect(await findUserByName(storage, 'berta')).not.toBeNull();
});
