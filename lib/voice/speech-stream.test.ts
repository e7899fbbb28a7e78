import { describe, expect, it } from 'vitest';
import { cosineSimilarity } from '@/lib/math/vector';
import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { recording, type Speaker } from '@/lib/testing/captures';
import { filterbank } from './filterbank';
import { voiceModel } from './model';
import { observeVoice } from './observe';
import { detectSpeech, FRAME_SECONDS } from './speech';
import { speechStream } from './speech-stream';

async function voice(speaker: Speaker, n: 1 | 2 | 3 | 4): Promise<Audio> {
  return decodeSound(await recording(speaker, n));
}

/** Pieces of awkward and changing sizes. */
function* pieces(audio: Audio): Generator<Audio> {
  for (let at = 0, size = 1; at < audio.length; at += size, size = (size * 7 + 3) % 4_001)
    yield audio.subarray(at, at + size);
}

function repeated(audio: Audio, seconds: number): Audio {
  return Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, i) => audio[i % audio.length] as number);
}

const wholeSpeech = (audio: Audio): number =>
  detectSpeech(audio, filterbank(audio)).reduce((sum, is) => sum + is, 0) * FRAME_SECONDS;

describe('speech that is still arriving', () => {
  it.each(['awb', 'fiona', 'slt'] as const)('is found as in the whole recording of %s', async (speaker) => {
    const audio = await voice(speaker, 1);
    const stream = speechStream();
    for (const piece of pieces(audio)) stream.push(piece);
    expect(Math.abs(stream.speechSeconds() - wholeSpeech(audio))).toBeLessThan(0.12);
    const model = await voiceModel();
    const { embedding } = await observeVoice(audio, model);
    expect(cosineSimilarity(await model.embed(stream.speechFeatures()), embedding!)).toBeGreaterThan(0.99);
  });

  it('is counted beyond the window, and the window stays bounded', async () => {
    const audio = repeated(await voice('rms', 2), 40);
    const stream = speechStream();
    for (let at = 0; at < audio.length; at += SAMPLE_RATE / 4) stream.push(audio.subarray(at, at + SAMPLE_RATE / 4));
    expect(stream.speechSeconds() / wholeSpeech(audio)).toBeGreaterThan(0.97);
    expect(stream.speechSeconds() / wholeSpeech(audio)).toBeLessThan(1.03);
    expect(stream.speechFeatures().frames).toBeLessThanOrEqual(1_000);
  });

  it('does not depend on how the sound is cut', async () => {
    const audio = await voice('awb', 3);
    const whole = speechStream();
    whole.push(audio);
    const cut = speechStream();
    for (const piece of pieces(audio)) cut.push(piece);
    expect(cut.speechFeatures()).toEqual(whole.speechFeatures());
  });

  it.each([
    ['silence', () => 0],
    ['a tone', (i: number) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / SAMPLE_RATE)],
    ['a square wave at full scale', (i: number) => (i % 160 < 80 ? 1 : -1)],
  ])('is not found in %s', (_, sample) => {
    const stream = speechStream();
    stream.push(Float32Array.from({ length: 20 * SAMPLE_RATE }, (_value, i) => sample(i)));
    expect(stream.speechSeconds()).toBe(0);
    expect(stream.speechFeatures().frames).toBe(0);
  });

  it('is none before there is a frame', () => {
    const stream = speechStream();
    stream.push(new Float32Array(0));
    stream.push(new Float32Array(100));
    expect(stream.speechSeconds()).toBe(0);
  });
});
