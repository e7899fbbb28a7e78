import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { facePhoto, people } from '@/lib/testing/faces';
import { evaluateBurstSpread } from './burst-spread';

it('tells how far one person’s frames are apart, and how often two people’s are nearer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bursts-'));
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  try {
    // The second burst of client2 shows somebody else from its second frame on.
    const bursts = {
      client1: ['ada', 'ada'],
      client2: ['berta', 'berta'],
      'client2-exchanged': ['berta', 'carla'],
      client3: ['ada'],
    } as const;
    for (const [name, frames] of Object.entries(bursts)) {
      await mkdir(join(folder, 'data', name), { recursive: true });
      for (const [i, person] of frames.entries())
        await writeFile(join(folder, 'data', name, `${i}.jpg`), await facePhoto(people[person][0]));
    }
    const page = join(folder, 'page.md');
    await writeFile(
      page,
      '<!-- begin burst-spread: made by a command, see --markdown -->\n<!-- end burst-spread -->\n',
    );
    await evaluateBurstSpread(['--data', join(folder, 'data'), '--markdown', page]);
    const table = print.mock.calls.flat().join('\n');
    expect(table).toContain('| 3 of 4, 2 people |');
    expect(table).toMatch(/\| 0\.000, 0\.\d+, 0\.\d+ \| 1 of 3: 33\.33 \[/);
    expect(table).toContain('0 of 8: 0.00 [');
    expect(await readFile(page, 'utf8')).toContain(table);
  } finally {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  }
}, 60_000);
