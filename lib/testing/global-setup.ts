import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '@/lib/storage/database';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with a migrated, empty database: copied, it opens ten times faster than a new one. */
    databaseTemplate: string;
    /** A folder for what captures show (`rememberingObservers`), of this run alone. */
    observations: string;
  }
}

/** What the tests of one run share. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = await mkdtemp(join(tmpdir(), 'open-sesame-tests-'));
  const [databaseTemplate, observations] = [join(root, 'db'), join(root, 'observations')];
  await mkdir(observations);
  await (await openEmbedded(databaseTemplate)).close();
  project.provide('databaseTemplate', databaseTemplate);
  project.provide('observations', observations);
  return () => rm(root, { recursive: true, force: true });
}
