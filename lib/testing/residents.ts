import { createHash, randomUUID } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { parseEnv } from '@/lib/env';
import { openStorage, type Storage } from '@/lib/storage/storage';
import { createTicket } from '@/lib/storage/tickets';
import { createUser, nameKey, type User } from '@/lib/storage/users';
import { actionClient } from './action-client';
import { signUpByScript } from './people';
import { makeServerFolder, type ServerFolder, startServer } from './server';

/** People who live on every server of the end-to-end tests, with demo photographs and a synthetic voice: tests of other things than the sign-up. */
export const RESIDENTS = [
  'Ada.All',
  'Ada.Codes',
  'Ada.Letter',
  'Ada.Passkey',
  'Ada.plain',
  'Ada.Suggested',
  'Ada.Voice',
  'careful',
  'copied',
  'Dora',
  'Edda',
  'Gerda',
  'Hedwig',
  'inside',
  'leaver',
  'Renata',
  'truly-in',
  'tunnel',
  'Wanda',
  'Zora',
  'Мария',
] as const;
export type Resident = (typeof RESIDENTS)[number];

/** A ticket for one session of a resident, on each server. */
export const ticketOf = (name: Resident): string => createHash('sha256').update(name).digest('hex').slice(0, 32);

const FOLDER = 'OPEN_SESAME_FURNISHED_FOLDER';

/** Signs everybody up, once for all servers of a run: one over HTTP, the others get what was enrolled then. Removes it when called back. */
export async function furnish(): Promise<() => Promise<void>> {
  const { folder, remove } = await makeServerFolder();
  const [first, ...others] = RESIDENTS;
  const server = await startServer(folder);
  await signUpByScript(await actionClient(server.url), first);
  await server.kill('SIGTERM');
  const { dataDir, keyDir, tmpDir } = server;
  const env = parseEnv({ DATA_DIR: dataDir, KEY_DIR: keyDir, TMP_DIR: tmpDir });
  const storage = await openStorage(env, () => undefined);
  const user = await storage.prisma.user.findFirstOrThrow();
  await hold(user, first, storage);
  for (const name of others) await settle({ ...user, id: randomUUID(), name }, user.id, storage);
  const expiresAt = new Date(Date.now() + 24 * 60 * 60_000);
  await storage.prisma.ticket.updateMany({ data: { expiresAt } });
  await storage.close();
  process.env[FOLDER] = folder;
  return remove;
}

/** A folder in which a server finds the residents. */
export async function makeFurnishedFolder(): Promise<ServerFolder> {
  const made = await makeServerFolder();
  await cp(process.env[FOLDER] as string, made.folder, { recursive: true });
  return made;
}

/** Gives somebody the templates of another. */
async function settle(user: User, from: string, storage: Storage): Promise<void> {
  const templates = { ...(await storage.templates.read(from)), digits: await storage.templates.readDigits(from) };
  const owner = { id: user.id, nameKey: nameKey(user.name) };
  await storage.templates.create(owner, templates, () => createUser(storage, user));
  await hold(user, user.name as Resident, storage);
}

const hold = (user: User, name: Resident, storage: Storage): Promise<boolean> =>
  createTicket(storage, ticketOf(name), user, ['face', 'voice'], new Date());
