import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { builtInVoice } from '@/lib/testing/built-in-voice';
import { loginPolicy } from './policy';

const BUILT_IN = builtInVoice.id;
const folders: string[] = [];

async function folderWith(change: (policy: Record<string, unknown>) => unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'policy-'));
  folders.push(folder);
  await copyFile('models/manifest.json', join(folder, 'manifest.json'));
  const changed = change(JSON.parse(await readFile('models/policy.json', 'utf8')));
  await writeFile(join(folder, 'policy.json'), JSON.stringify(changed));
  return folder;
}

afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

describe('the policy of log-in', () => {
  it('is that of the models in use, at the level', async () => {
    const balanced = await loginPolicy(BUILT_IN, 'balanced');
    const strict = await loginPolicy(BUILT_IN, 'strict');
    expect(strict.policy.minFused).toBeGreaterThan(balanced.policy.minFused);
    expect(strict.policy.face).toEqual(balanced.policy.face);
    expect(strict.description).toContain('security level strict');
  });

  it('is refused by name where the file is bad', async () => {
    const folder = await folderWith((policy) => ({ ...policy, maxBurstSpread: -1, surprise: true }));
    await expect(loginPolicy(BUILT_IN, 'balanced', folder)).rejects.toThrow(
      /model_invalid.*policy\.json.*(maxBurstSpread.*surprise|surprise.*maxBurstSpread)/,
    );
  });

  it('is refused where the file is missing', async () => {
    await expect(loginPolicy(BUILT_IN, 'balanced', '/nowhere')).rejects.toMatchObject({ code: 'model_invalid' });
  });

  it('is refused for models that were not calibrated, alone or together', async () => {
    await expect(loginPolicy('wespeaker-ecapa512-lm', 'balanced')).rejects.toThrow(/wespeaker-ecapa512-lm.*calibrate/);
    const folder = await folderWith((policy) => {
      const [fusion] = policy.fusion as [{ models: object }];
      return { ...policy, fusion: [{ ...fusion, models: { ...fusion.models, voice: 'another' } }] };
    });
    await expect(loginPolicy(BUILT_IN, 'balanced', folder)).rejects.toThrow(/no fusion.*calibrate/);
  });
});
