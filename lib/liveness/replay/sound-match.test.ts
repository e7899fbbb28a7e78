import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '@/lib/math/random';
import type { Audio } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { isReplayedSound, mostAlike, REPLAYED_FROM } from './replayed-sound';
import { matchSounds } from './sound-match';
import { spectralPeaks } from './spectral-peaks';
import { surprise } from './surprise';

const VOICES = join(process.cwd(), 'lib/testing/voices');
const REAL_VOICES = join(process.cwd(), '../shared/fixtures/voices');

const voice = async (path: string): Promise<Audio> => (await decodeSound(await readFile(path))).slice(0, 80_000);

/** Played faster, higher by the same: read at steps of `speed`, between samples in proportion. */
function atSpeed(audio: Audio, speed: number): Audio {
  return Float32Array.from({ length: Math.floor((audio.length - 1) / speed) }, (_, n) => {
    const at = Math.floor(n * speed);
    const share = n * speed - at;
    return (1 - share) * audio[at]! + share * audio[at + 1]!;
  });
}

function withNoise(audio: Audio, decibels: number): Audio {
  const random = seededRandom(1);
  const power = audio.reduce((sum, sample) => sum + sample ** 2, 0) / audio.length;
  const level = Math.sqrt(power) / 10 ** (decibels / 20);
  return audio.map((sample) => sample + level * gaussian(random));
}

function piecesOf(audio: Audio, order: readonly number[]): Audio {
  const length = Math.floor(audio.length / order.length);
  const pieces = order.map((piece) => audio.slice(piece * length, (piece + 1) * length));
  return Float32Array.from(pieces.flatMap((piece) => [...piece]));
}

const score = (a: Audio, b: Audio): number => matchSounds(spectralPeaks(a), spectralPeaks(b)).score;

describe('a recording that was handed in before (made-up voice)', () => {
  let enrolled: Audio;
  beforeAll(async () => {
    enrolled = await voice(join(VOICES, 'edwin-1.ogg'));
  });

  it.each<[string, (audio: Audio) => Audio]>([
    ['quieter', (audio) => audio.map((sample) => sample / 3)],
    ['with noise at 20 dB', (audio) => withNoise(audio, 20)],
    ['backwards', (audio) => audio.toReversed()],
    ['a tenth faster', (audio) => atSpeed(audio, 1.1)],
    ['a tenth slower', (audio) => atSpeed(audio, 0.9)],
    ['backwards and faster', (audio) => atSpeed(audio.toReversed(), 1.06)],
    ['cut', (audio) => audio.slice(8_000, audio.length - 8_000)],
  ])('is known again %s', (_, disguise) => {
    expect(score(enrolled, disguise(enrolled))).toBeGreaterThanOrEqual(REPLAYED_FROM);
  });

  it('is known again in pieces in another order', () => {
    expect(score(enrolled, piecesOf(enrolled, [1, 0]))).toBeGreaterThanOrEqual(REPLAYED_FROM);
  });

  it('tells how it was changed', () => {
    const { tempo, transposition } = matchSounds(spectralPeaks(enrolled), spectralPeaks(atSpeed(enrolled, 1.1)));
    expect(tempo).toBeCloseTo(1 / 1.1, 1);
    expect(Math.abs(transposition - 48 * Math.log2(1.1))).toBeLessThanOrEqual(2);
    expect(matchSounds(spectralPeaks(enrolled), spectralPeaks(enrolled.toReversed())).tempo).toBeLessThan(0);
  });

  it('is found among others, which are not it', async () => {
    const others = await Promise.all(
      ['edwin-2', 'edwin-3', 'fiona-1', 'slt-1'].map((name) => voice(join(VOICES, `${name}.ogg`))),
    );
    const peaks = others.map(spectralPeaks);
    const replay = spectralPeaks(enrolled.map((sample) => sample / 2));
    expect(isReplayedSound(replay, peaks)).toBe(false);
    expect(isReplayedSound(replay, [...peaks, spectralPeaks(enrolled)])).toBe(true);
    expect(mostAlike(replay, peaks)).toBeLessThan(REPLAYED_FROM);
  });

  it('is not taken for another sentence of the same voice', async () => {
    expect(score(enrolled, await voice(join(VOICES, 'edwin-4.ogg')))).toBeLessThan(REPLAYED_FROM);
  });
});

describe('peaks', () => {
  it('are none of silence, and of less than a window', () => {
    expect(spectralPeaks(new Float32Array(32_000)).times).toHaveLength(0);
    expect(spectralPeaks(new Float32Array(10)).frames).toBe(0);
    const none = spectralPeaks(new Float32Array(32_000));
    expect(matchSounds(none, none).score).toBe(0);
  });

  it('are not made by a hum, which has a peak at every time', () => {
    const hum = Float32Array.from({ length: 48_000 }, (_, i) => 0.3 * Math.sin((2 * Math.PI * 440 * i) / 16_000));
    const another = withNoise(hum, 40);
    expect(score(hum, another)).toBeLessThan(REPLAYED_FROM);
  });

  it('are of the first ten seconds at most', () => {
    const long = withNoise(new Float32Array(20 * 16_000).fill(0.1), 0);
    expect(spectralPeaks(long).frames).toBeLessThanOrEqual(625);
  });
});

describe('surprise', () => {
  it('is none where no more happens than expected, and grows with what does', () => {
    expect(surprise(3, 5)).toBe(0);
    expect(surprise(20, 5)).toBeCloseTo(20 * Math.log(4) - 15);
    expect(surprise(40, 5)).toBeGreaterThan(surprise(20, 5));
  });
});

describe.skipIf(!existsSync(REAL_VOICES))('real voices (needs ../shared/fixtures/voices)', () => {
  it('are known again with noise, faster and backwards, and not in another recording of theirs', async () => {
    for (const speaker of (await readdir(REAL_VOICES)).filter((name) => !name.includes('.')).slice(0, 5)) {
      const [first, second] = await Promise.all(
        ['0', '1'].map((name) => voice(join(REAL_VOICES, speaker, `${name}.flac`))),
      );
      expect(score(first!, withNoise(first!, 20)), speaker).toBeGreaterThanOrEqual(REPLAYED_FROM);
      expect(score(first!, atSpeed(first!.toReversed(), 1.1)), speaker).toBeGreaterThanOrEqual(REPLAYED_FROM);
      expect(score(first!, second!), speaker).toBeLessThan(REPLAYED_FROM);
    }
  });
});
