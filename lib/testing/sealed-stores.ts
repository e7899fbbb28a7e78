import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServer } from '@/lib/storage/database';
import { databaseStore } from '@/lib/storage/database-store';
import { folderStore } from '@/lib/storage/folder-store';
import type { SealedStore } from '@/lib/storage/sealed-store';
import { findPostgres, startPostgres } from './postgres';
import { openTestStorage } from './storage';

/** A place for sealed templates, open for one test file. */
export interface TestPlace {
  store: SealedStore;
  /** Removes everything from it. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

const programs = findPostgres();

/** Every implementation, with whether this machine can run it. */
export const testPlaces: { where: string; isHere: boolean; open(): Promise<TestPlace> }[] = [
  { where: 'a folder', isHere: true, open: openFolder },
  { where: 'the embedded database', isHere: true, open: openEmbeddedPlace },
  { where: 'PostgreSQL (needs initdb and postgres)', isHere: programs !== undefined, open: openServerPlace },
];

async function openFolder(): Promise<TestPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'open-sesame-templates-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  return {
    store: folderStore(folder),
    clear: async () => void (await remove().then(() => mkdir(folder))),
    close: remove,
  };
}

async function openEmbeddedPlace(): Promise<TestPlace> {
  const storage = await openTestStorage();
  const clear = async (): Promise<void> => void (await storage.prisma.sealedTemplate.deleteMany());
  return { store: databaseStore(storage.prisma), clear, close: () => storage.close() };
}

async function openServerPlace(): Promise<TestPlace> {
  const server = await startPostgres(programs as string);
  const database = await openServer(server.url);
  return {
    store: databaseStore(database.prisma),
    clear: async () => void (await database.prisma.sealedTemplate.deleteMany()),
    close: async () => {
      await database.close();
      await server.stop();
    },
  };
}
