import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '@/lib/storage/database';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with a migrated, empty database: copied, it opens ten times faster than a new one. */
    databaseTemplate: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'open-sesame-template-'));
  await (await openEmbedded(folder)).close();
  project.provide('databaseTemplate', folder);
  return () => rm(folder, { recursive: true, force: true });
}
