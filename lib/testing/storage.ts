import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { parseEnv } from '@/lib/env';
import { openStorage, type Storage } from '@/lib/storage/storage';

/** Real storage, and where its files lie. */
export interface TestStorage extends Storage {
  dataDir: string;
}

/** Real storage in a folder of its own, for one test file. `close` removes it. */
export async function openTestStorage(): Promise<TestStorage> {
  const root = await mkdtemp(join(tmpdir(), 'open-sesame-test-'));
  await cp(inject('databaseTemplate'), join(root, 'db'), { recursive: true });
  const dataDir = join(root, 'db');
  const env = parseEnv({ DATA_DIR: dataDir, KEY_DIR: join(root, 'keys'), TMP_DIR: join(root, 'tmp') });
  const storage = await openStorage(env, () => undefined);
  return {
    ...storage,
    dataDir,
    close: async () => {
      await storage.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Nobody has signed up or tried to. Rows are deleted, which takes a fortieth of a TRUNCATE. */
export async function emptyTables({ prisma }: Storage): Promise<void> {
  await prisma.user.deleteMany();
  await prisma.attempt.deleteMany();
  await prisma.passkeyChallenge.deleteMany();
  await prisma.auditEvent.deleteMany();
  await prisma.captureFingerprint.deleteMany();
  await prisma.limitBucket.deleteMany();
}
