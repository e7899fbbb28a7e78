import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { parseEnv } from '@/lib/env';
import { openStorage, type Storage } from '@/lib/storage/storage';

/** Real storage in a folder of its own, for one test file. `close` removes it. */
export async function openTestStorage(): Promise<Storage> {
  const root = await mkdtemp(join(tmpdir(), 'open-sesame-test-'));
  await cp(inject('databaseTemplate'), join(root, 'db'), { recursive: true });
  const env = parseEnv({ DATA_DIR: join(root, 'db'), TMP_DIR: join(root, 'tmp') });
  const storage = await openStorage(env, () => undefined);
  return {
    ...storage,
    close: async () => {
      await storage.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
