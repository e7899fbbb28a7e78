import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Audio } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { riseSkewness, runsBackwards, speechDirection } from './speech-direction';

const VOICES = join(process.cwd(), 'lib/testing/voices');
const REAL_VOICES = join(process.cwd(), '../shared/fixtures/voices');

const voice = async (path: string): Promise<Audio> => (await decodeSound(await readFile(path))).slice(0, 80_000);

/** Sounds that begin at once and die away within a fifth of a second. */
const struck = Float32Array.from({ length: 48_000 }, (_, i) => {
  const since = (i % 8_000) / 16_000;
  return 0.5 * Math.exp(-since / 0.05) * Math.sin(2 * Math.PI * 700 * since * (1 + since));
});

describe('the direction of time', () => {
  it('is told of sounds that begin at once and die away', () => {
    expect(speechDirection(struck)).toBeGreaterThan(0);
    expect(runsBackwards(speechDirection(struck))).toBe(false);
    expect(runsBackwards(speechDirection(struck.toReversed()))).toBe(true);
  });

  it('has the other sign backwards', () => {
    // A whole number of frames, so that frames lie on the same samples both ways.
    const whole = struck.slice(0, 400 + 160 * 200);
    const forwards = riseSkewness(whole);
    const backwards = riseSkewness(whole.toReversed());
    forwards.forEach((value, i) => {
      expect(backwards[i]).toBeCloseTo(-value, 0);
    });
  });

  it('is not told of silence, nor of less than a frame', () => {
    expect(speechDirection(new Float32Array(16_000))).toBe(0);
    expect(runsBackwards(speechDirection(new Float32Array(0)))).toBe(false);
  });

  it.each(['awb-1', 'edwin-2', 'fiona-3', 'slt-1', 'rms-2'])(
    'of the made-up voice %s is forwards, until it is turned',
    async (name) => {
      const audio = await voice(join(VOICES, `${name}.ogg`));
      expect(runsBackwards(speechDirection(audio))).toBe(false);
      expect(runsBackwards(speechDirection(audio.toReversed()))).toBe(true);
    },
  );
});

describe.skipIf(!existsSync(REAL_VOICES))('real voices (needs ../shared/fixtures/voices)', () => {
  it('run forwards, until they are turned', async () => {
    for (const speaker of (await readdir(REAL_VOICES)).filter((name) => !name.includes('.'))) {
      const audio = await voice(join(REAL_VOICES, speaker, '0.flac'));
      expect(runsBackwards(speechDirection(audio)), speaker).toBe(false);
      expect(runsBackwards(speechDirection(audio.toReversed())), speaker).toBe(true);
    }
  });
});
