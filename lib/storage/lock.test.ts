import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockFolder } from './lock';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-sesame-lock-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Locks the folder in another process, until that is killed. */
async function lockElsewhere(): Promise<() => Promise<void>> {
  const script = `import('@/lib/storage/lock').then(({ lockFolder }) => lockFolder(${JSON.stringify(folder)})).then(
    () => { console.log('locked'); setInterval(() => {}, 1000); }, (error) => { console.log(error.code); process.exit(1); })`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(child.stdout, 'data');
  expect(String(said).trim()).toBe('locked');
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
}

describe('the lock on a folder', () => {
  it('keeps a second one out until it is released, and leaves nothing behind', async () => {
    const release = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'storage_in_use' });
    await release();
    const releaseAgain = await lockFolder(folder);
    await releaseAgain();
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps another process out, and is free at once when that is killed', async () => {
    const kill = await lockElsewhere();
    await expect(lockFolder(folder)).rejects.toThrow('another process uses the folder');
    await kill();
    const release = await lockFolder(folder);
    await release();
  });

  it('goes to one of many that find a dead lock together', async () => {
    const kill = await lockElsewhere();
    await kill();
    const claims = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const won = claims.flatMap((claim) => (claim.status === 'fulfilled' ? [claim.value] : []));
    expect(won).toHaveLength(1);
    await won[0]!();
  });
});
