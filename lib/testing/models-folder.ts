import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A models folder of one's own, as the repository has it, and what removes it. */
export async function copyOfModels(): Promise<{ folder: string; remove(): Promise<void> }> {
  const parent = await mkdtemp(join(tmpdir(), 'open-sesame-models-'));
  const folder = join(parent, 'models');
  await cp('models', folder, { recursive: true });
  return { folder, remove: () => rm(parent, { recursive: true }) };
}
