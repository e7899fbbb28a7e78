import { createHash, randomUUID } from 'node:crypto';
import { cp } from 'node:fs/promises';
import type { Storage } from '@/lib/storage/storage';
import { createTicket } from '@/lib/storage/tickets';
import { createUser, nameKey, type User } from '@/lib/storage/users';
import { actionClient } from './action-client';
import { signUpByScript } from './people';
import { inStorage, makeServerFolder, type ServerFolder, startServer } from './server';

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
const DAY_MS = 24 * 60 * 60_000;

/** Signs everybody up, once for all servers of a run: one over HTTP, the others get what was enrolled then. Removes it when called back. */
export async function furnish(): Promise<() => Promise<void>> {
  const { folder, remove } = await makeServerFolder();
  const [first, ...others] = RESIDENTS;
  const server = await startServer(folder);
  await signUpByScript(await actionClient(server.url), first);
  await server.kill('SIGTERM');
  await inStorage(server, async (storage) => {
    const user = await storage.prisma.user.findFirstOrThrow();
    const { templates } = storage;
    const enrolled = { ...(await templates.read(user.id)), digits: await templates.readDigits(user.id) };
    await hold(first, user, storage);
    for (const name of others) {
      const other = { ...user, id: randomUUID(), name };
      await templates.create({ id: other.id, nameKey: nameKey(name) }, enrolled, () => createUser(storage, other));
      await hold(name, other, storage);
    }
  });
  process.env[FOLDER] = folder;
  return remove;
}

/** A folder in which a server finds the residents. */
export async function makeFurnishedFolder(): Promise<ServerFolder> {
  const made = await makeServerFolder();
  await cp(process.env[FOLDER] as string, made.folder, { recursive: true });
  return made;
}

/** Makes their ticket, good for a day. */
const hold = (name: Resident, user: User, storage: Storage): Promise<boolean> =>
  createTicket(storage, ticketOf(name), user, ['face', 'voice'], new Date(Date.now() + DAY_MS));
