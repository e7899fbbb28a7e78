import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addNoise, whiteNoise } from '@/lib/evaluation/data/conditions';
import type { Embedding } from '@/lib/math/vector';
import type { Audio } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { voiceModel } from './model';
import { observeVoice, type VoiceObservation } from './observe';
import { scoreVoice } from './score';

const FOLDER = join(process.cwd(), '../shared/fixtures/voices');
const SPEAKERS = [
  ...['01', '05', '09', '13', '17', '21'].map((number) => `commonvoice-${number}`),
  ...['00', '02', '04', '06'].map((number) => `librispeech-${number}`),
];

describe.skipIf(!existsSync(FOLDER))('real voices (needs ../shared/fixtures/voices)', () => {
  const recordings = new Map<string, Audio[]>();
  const observations = new Map<string, VoiceObservation[]>();

  beforeAll(async () => {
    const model = await voiceModel();
    for (const speaker of SPEAKERS) {
      const files = [0, 1, 2].map((n) => readFileSync(join(FOLDER, speaker, `${n}.flac`)));
      const audio = await Promise.all(files.map((file) => decodeSound(file)));
      recordings.set(speaker, audio);
      observations.set(speaker, await Promise.all(audio.map((one) => observeVoice(one, model))));
    }
  });

  const embeddings = (speaker: string): Embedding[] =>
    observations.get(speaker)!.map(({ embedding }) => embedding as Embedding);

  it('are all good enough', () => {
    for (const observed of observations.values()) expect(observed.map(({ issues }) => issues)).toEqual([[], [], []]);
  });

  it('are nearest to their own speaker, nine times of ten at least', () => {
    const nearest = SPEAKERS.filter((speaker) => {
      const probe = embeddings(speaker)[2]!;
      const scores = SPEAKERS.map((other) => scoreVoice(probe, embeddings(other).slice(0, 2)).mean);
      return SPEAKERS[scores.indexOf(Math.max(...scores))] === speaker;
    });
    expect(nearest.length).toBeGreaterThanOrEqual(9);
  });

  it('are still recognised, if less clearly, in noise 20 dB below the speech', async () => {
    const [audio] = recordings.get('librispeech-04')!;
    const enrolled = embeddings('librispeech-04').slice(1);
    const noisy = await observeVoice(addNoise(audio!, whiteNoise(audio!.length, 1), 20), await voiceModel());
    expect(noisy.issues).toEqual([]);
    expect(Math.abs(noisy.signalToNoise - 20)).toBeLessThan(3);
    expect(scoreVoice(noisy.embedding!, enrolled).mean).toBeGreaterThan(0.45);
  });

  it('are refused in noise as loud as the speech', async () => {
    const [audio] = recordings.get('librispeech-04')!;
    const noisy = await observeVoice(addNoise(audio!, whiteNoise(audio!.length, 1), 0), await voiceModel());
    expect(noisy.issues).toContain('too_noisy');
    expect(noisy.embedding).toBeUndefined();
  });
});
