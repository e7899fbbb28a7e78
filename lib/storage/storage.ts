import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Env, env } from '@/lib/env';
import { singleton } from '@/lib/singleton';
import { agree } from './agreement';
import { type Database, openEmbedded, openServer } from './database';
import type { PrismaClient } from './generated/client';
import { readSecrets } from './secrets';

/** Everything that lasts, open. */
export interface Storage {
  prisma: PrismaClient;
  dataDir: string;
  tmpDir: string;
  sessionSecret: string;
  templateKey: Uint8Array;
  /** Whether no other process can be using the data folder. */
  exclusive: boolean;
  close(): Promise<void>;
}

/** Opens the folders, the secrets and the database, migrated. Throws `storage_in_use`, `storage_damaged`, `configuration_invalid`. */
export async function openStorage(env: Env, report: (line: string) => void): Promise<Storage> {
  const dataDir = resolve(env.DATA_DIR);
  const tmpDir = resolve(env.TMP_DIR);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await mkdir(tmpDir, { recursive: true, mode: 0o700 });
  const exclusive = env.DATABASE_URL === undefined;
  const database: Database = env.DATABASE_URL ? await openServer(env.DATABASE_URL) : await openEmbedded(dataDir);
  try {
    const secrets = await readSecrets(env, dataDir, report);
    if (!exclusive) await agree(database.prisma, { ...secrets, dataDir, templatesInFolder: true });
    return { ...database, ...secrets, dataDir, tmpDir, exclusive };
  } catch (error) {
    await database.close();
    throw error;
  }
}

const shared = (): { opened?: Promise<Storage> } => singleton('storage', () => ({}));

/** The storage of this process, opened at the first call; a failed opening is tried again at the next. */
export function storage(): Promise<Storage> {
  const slot = shared();
  const opening = slot.opened ?? openStorage(env(), (line) => console.info(line));
  slot.opened = opening;
  opening.catch(() => {
    if (slot.opened === opening) delete slot.opened;
  });
  return opening;
}

/** Closes the storage of this process, if it was opened. */
export async function closeStorage(): Promise<void> {
  const slot = shared();
  const { opened } = slot;
  delete slot.opened;
  await (await opened)?.close();
}
