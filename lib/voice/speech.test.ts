import { describe, expect, it } from 'vitest';
import type { Audio } from '@/lib/media/audio';
import { goldenAudio } from '@/lib/testing/golden-voice';
import { inTurn, silence, together, tone, whiteNoise } from '@/lib/testing/signals';
import { filterbank } from './filterbank';
import { detectSpeech, FRAME_SECONDS, widen } from './speech';

const voice = goldenAudio('voice');

function secondsOfSpeech(audio: Audio): number {
  return detectSpeech(audio, filterbank(audio)).reduce((sum, is) => sum + is, 0) * FRAME_SECONDS;
}

describe('speech', () => {
  it('is found in a clean recording', () => {
    expect(secondsOfSpeech(voice)).toBeGreaterThan(3);
  });

  it('is found where it stands between silences', () => {
    const audio = inTurn(silence(2), voice, silence(2));
    const speech = detectSpeech(audio, filterbank(audio));
    const first = speech.indexOf(1) * FRAME_SECONDS;
    const last = speech.lastIndexOf(1) * FRAME_SECONDS;
    expect(first).toBeGreaterThan(1.9);
    expect(first).toBeLessThan(2.4);
    expect(last).toBeGreaterThan(5.5);
    expect(last).toBeLessThan(6.5);
  });

  it('is found in white noise 10 dB below it, and not before or after', () => {
    const padded = inTurn(silence(1), voice, silence(1));
    const clean = secondsOfSpeech(voice);
    const noisy = together(padded, whiteNoise(7, 0.03));
    expect(Math.abs(secondsOfSpeech(noisy) - clean)).toBeLessThan(0.8);
  });

  it('does not depend on the level of the recording', () => {
    const quiet = voice.map((sample) => sample / 50);
    expect(Math.abs(secondsOfSpeech(quiet) - secondsOfSpeech(voice))).toBeLessThan(0.3);
  });
});

describe.each([
  ['1 ms', silence(0.001)],
  ['silence', silence(5)],
  ['white noise', whiteNoise(5)],
  ['very faint white noise', whiteNoise(5, 0.001)],
  ['a pure tone', tone(5, 440)],
  ['a tone that begins late', inTurn(silence(1), tone(4, 440))],
  ['a high tone over noise', together(inTurn(silence(1), tone(4, 3000)), whiteNoise(5, 0.003))],
  ['noise that begins late', inTurn(whiteNoise(1, 0.001), whiteNoise(4, 0.2))],
  ['knocks', inTurn(...Array.from({ length: 5 }, () => inTurn(whiteNoise(0.05, 0.5), whiteNoise(0.9, 0.001))))],
  ['one click', silence(5).fill(1, 40_000, 40_020)],
])('%s', (_, audio) => {
  it('holds no speech', () => {
    expect(secondsOfSpeech(audio)).toBe(0);
  });
});

describe('widened speech', () => {
  it('has a margin of 10 frames on both sides, within the recording', () => {
    const speech = new Uint8Array(40).fill(1, 5, 6).fill(1, 25, 26);
    expect([...widen(speech)]).toEqual([...new Uint8Array(40).fill(1, 0, 36)]);
    expect([...widen(new Uint8Array(25).fill(1, 12, 13))]).toEqual([...new Uint8Array(25).fill(1, 2, 23)]);
  });
});
