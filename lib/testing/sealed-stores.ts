import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openServer } from '@/lib/storage/database';
import { databaseStore } from '@/lib/storage/database-store';
import { folderStore } from '@/lib/storage/folder-store';
import { type DataKeyTable, dataKeyTable } from '@/lib/storage/keys/data-key-table';
import type { SealedStore } from '@/lib/storage/sealed-store';
import { memoryTable } from './data-keys';
import { findPostgres, startPostgres } from './postgres';
import { openTestStorage } from './storage';

/** A place for sealed templates, open for one test file. */
export interface TestPlace {
  store: SealedStore;
  table: DataKeyTable;
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
  const table = memoryTable();
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  return {
    store: folderStore(folder),
    table,
    clear: async () => {
      table.rows.clear();
      await remove();
      await mkdir(folder);
    },
    close: remove,
  };
}

async function openEmbeddedPlace(): Promise<TestPlace> {
  const storage = await openTestStorage();
  const { prisma } = storage;
  const clear = (): Promise<void> => clearTables(prisma);
  return { store: databaseStore(prisma), table: dataKeyTable(prisma), clear, close: () => storage.close() };
}

async function openServerPlace(): Promise<TestPlace> {
  const server = await startPostgres(programs as string);
  const database = await openServer(server.url);
  return {
    store: databaseStore(database.prisma),
    table: dataKeyTable(database.prisma),
    clear: () => clearTables(database.prisma),
    close: async () => {
      await database.close();
      await server.stop();
    },
  };
}

async function clearTables(prisma: Database['prisma']): Promise<void> {
  await prisma.sealedTemplate.deleteMany();
  await prisma.dataKey.deleteMany();
}
