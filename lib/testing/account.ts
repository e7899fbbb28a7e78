import { randomUUID } from 'node:crypto';
import { createAttempt } from '@/lib/storage/attempts';
import { closeEvent, openEvent } from '@/lib/storage/audit';
import { noteCapture } from '@/lib/storage/fingerprints';
import { saveSummary } from '@/lib/storage/login-summaries';
import { createRenewalCode } from '@/lib/storage/renewal-codes';
import { keepLoginPrints } from '@/lib/storage/replay-prints';
import { saveScores } from '@/lib/storage/scores';
import type { SessionHolder } from '@/lib/storage/sessions';
import { findSession, startSession } from '@/lib/storage/sessions';
import type { Storage } from '@/lib/storage/storage';
import { createTicket } from '@/lib/storage/tickets';
import { createUser, nameKey } from '@/lib/storage/users';

const PLACE = { device: 'Firefox on Linux', addressPrefix: '203.0.113.0/24' };

/** Opens a session of a person, on their laptop unless told otherwise. */
export async function holderOf(
  storage: Storage,
  userId: string,
  now: Date,
  device = PLACE.device,
): Promise<SessionHolder> {
  const { sessionVersion } = await storage.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const opened = { userId, sessionVersion, amr: ['face', 'voice'], ...PLACE, device };
  const session = await findSession(storage, await startSession(storage, opened, now));
  if (!session) throw new Error('no session');
  return { user: session.user, session };
}

/** A person with everything that there can be of one. Their templates are random numbers. */
export async function fullPerson(storage: Storage, name: string, now: Date): Promise<SessionHolder> {
  const id = randomUUID();
  const embeddings = [Float32Array.from({ length: 4 }, Math.random)];
  const template = { model: 'a-model', embeddings };
  const user = { id, name, createdAt: now, consentedAt: now, voiceModel: 'a-model' };
  await storage.templates.create({ id, nameKey: nameKey(name) }, { face: template, voice: template }, () =>
    createUser(storage, user, [{ kind: 'picture', bytes: Uint8Array.of(2) }]),
  );
  await storage.templates.replace(id, 'voice-recent', template);
  const score = { userId: id, modality: 'face' as const, model: 'm', similarity: 1, threshold: 0, accepted: true };
  await saveScores(storage, [{ ...score, origin: 'home', at: now }]);
  await saveSummary(storage, id, { of: name }, now);
  await keepLoginPrints(storage, id, [{ kind: 'sound', bytes: Uint8Array.of(1) }], now);
  await noteCapture(storage, name, [Buffer.from(name)], now);
  await createRenewalCode(storage, id, 'A', new Date(now.getTime() + 60_000));
  await createTicket(storage, `ticket of ${name}`, { id, sessionVersion: 1 }, ['face', 'voice'], now);
  const attempt = { id: randomUUID(), kind: 'login' as const, name: name.toUpperCase(), steps: [], createdAt: now };
  const expiresAt = new Date(now.getTime() + 60_000);
  await createAttempt(storage, { ...attempt, expiresAt }, 'home', { attempts: 9, windowMs: 1 });
  return holderOf(storage, id, now);
}

/** A log-in at a name that ended so. */
export async function noteLogin(
  storage: Storage,
  { id: userId, name }: SessionHolder['user'],
  outcome: 'accept' | 'reject',
  at: Date,
): Promise<void> {
  const event = await openEvent(storage, 'login', { name, address: 'home', origin: 'home' }, at);
  await closeEvent(storage, event, { outcome, userId, browser: 'Safari on macOS' });
}

/** Every row of every table in which one of these texts can be read, and every file of the templates' folder named so. */
export async function rowsWith(storage: Storage, texts: readonly string[]): Promise<string[]> {
  const { prisma } = storage;
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    SELECT table_name::text AS "name" FROM information_schema.tables WHERE table_schema = 'public'`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await prisma.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS "row" FROM "${name}" t`);
    const has = ({ row }: { row: string }) => texts.some((text) => row.toLowerCase().includes(text.toLowerCase()));
    if (rows.some(has)) found.push(name);
  }
  return found.sort();
}
