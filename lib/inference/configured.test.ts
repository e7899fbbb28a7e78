import { afterEach, describe, expect, it, vi } from 'vitest';

/** As a process that starts with this environment sees it. */
async function configuredWith(value: string): Promise<(string | undefined)[]> {
  vi.stubEnv('VOICE_MODEL', value);
  vi.resetModules();
  const { configuredModel, configuredSecondModel } = await import('./configured');
  return [configuredModel('voice-embedding'), configuredSecondModel('voice-embedding')];
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('VOICE_MODEL', () => {
  it('chooses the voice model', async () => {
    expect(await configuredWith('wespeaker-ecapa512-lm')).toEqual(['wespeaker-ecapa512-lm', undefined]);
  });

  it('chooses a second one beside it', async () => {
    expect(await configuredWith('a-model,wespeaker-ecapa512-lm')).toEqual(['a-model', 'wespeaker-ecapa512-lm']);
  });

  it('leaves the choice to the manifest when it is empty', async () => {
    expect(await configuredWith('')).toEqual([undefined, undefined]);
  });
});
