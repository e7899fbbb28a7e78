import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Env, env } from '@/lib/env';
import { singleton } from '@/lib/singleton';
import { agree } from './agreement';
import { type Database, openEmbedded, openServer } from './database';
import { databaseStore } from './database-store';
import { folderStore } from './folder-store';
import type { PrismaClient } from './generated/client';
import { dataKeyTable } from './keys/data-key-table';
import { type DataKeys, dataKeys } from './keys/data-keys';
import { derivedKey } from './keys/derived-key';
import { type MasterKey, type MasterKeys, nonEmpty } from './keys/master-keys';
import { noteOldSeals } from './keys/old-seals';
import { type Sealer, sealer } from './seal';
import type { SealedStore } from './sealed-store';
import { readSecrets } from './secrets';
import type { SessionLimits } from './session-limits';
import { type TemplateStore, templateStore } from './template-store';

/** Everything that lasts, open. */
export interface Storage {
  prisma: PrismaClient;
  templates: TemplateStore;
  /** Both places where sealed templates can lie, and which of them `templates` is; for nobody but who moves them. */
  sealedStores: Record<Env['TEMPLATE_STORE'], SealedStore>;
  templatesIn: Env['TEMPLATE_STORE'];
  /** What `templates` are sealed with. */
  dataKeys: DataKeys;
  /** Seals what is kept of an attempt under way. */
  sealer: Sealer;
  tmpDir: string;
  /** Never used itself: `keyedHash` and `derivedKey` make keys of it, one for each use. */
  sessionSecret: string;
  /** Whether keyed hashes are made with it as it is: where there are some from before keys were derived. */
  hashesOfSecret: boolean;
  sessionLimits: SessionLimits;
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
    const { prisma } = database;
    const hasDataKeys = (await prisma.dataKey.findFirst({ where: { version: { gt: 0 } } })) !== null;
    const secrets = await readSecrets(env, dataDir, { hasDataKeys, exclusive }, report);
    const { sessionSecret, masterKeys } = secrets;
    const templatesInFolder = env.TEMPLATE_STORE === 'folder';
    if (!exclusive) await agree(prisma, { ...secrets, dataDir, templatesInFolder });
    const keys = dataKeys(dataKeyTable(prisma), masterKeys);
    const sealedStores = { folder: folderStore(dataDir), database: databaseStore(prisma) };
    await noteOldSeals(keys.table, Object.values(sealedStores));
    const templates = templateStore(sealedStores[env.TEMPLATE_STORE], keys);
    const places = { templates, dataKeys: keys, sealedStores, templatesIn: env.TEMPLATE_STORE, tmpDir };
    const samples = sealer(samplesKeys(masterKeys));
    const hashesOfSecret = (await prisma.agreement.findUnique({ where: { subject: 'HASHES' } })) !== null;
    const sessionLimits = { idleMs: env.SESSION_IDLE_MINUTES * 60_000, absoluteMs: env.SESSION_HOURS * 3_600_000 };
    return { ...database, ...places, sealer: samples, sessionSecret, hashesOfSecret, sessionLimits, exclusive };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The keys that samples are sealed with, each derived once: a log-in opens some sixty records. */
function samplesKeys(masterKeys: MasterKeys): () => readonly [Uint8Array, ...Uint8Array[]] {
  const derived = new WeakMap<MasterKey, Uint8Array>();
  const of = (master: MasterKey): Uint8Array => {
    const key = derived.get(master) ?? derivedKey(master.key, 'samples');
    derived.set(master, key);
    return key;
  };
  return () => nonEmpty(masterKeys.all().map(of));
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
