import { describe, expect, it } from 'vitest';
import type { Audio } from '@/lib/media/audio';
import { goldenAudio } from '@/lib/testing/golden-voice';
import { inTurn, silence, together, whiteNoise } from '@/lib/testing/signals';
import { filterbank } from './filterbank';
import { addLoudness, judge, measureLoudness, NO_SOUND, type Quality } from './quality';
import { detectSpeech } from './speech';

const voice = goldenAudio('voice');

function qualityOf(audio: Audio): Quality {
  return judge(measureLoudness(audio, detectSpeech(audio, filterbank(audio))));
}

describe('a recording', () => {
  it('of clear speech has no issues', () => {
    expect(qualityOf(voice).issues).toEqual([]);
  });

  it('without speech has that one issue alone', () => {
    expect(qualityOf(silence(5)).issues).toEqual(['no_speech']);
    expect(judge(NO_SOUND).issues).toEqual(['no_speech']);
  });

  it('with less than two seconds of speech is too short, however long it is', () => {
    expect(qualityOf(inTurn(silence(3), voice.subarray(0, 24_000), silence(3))).issues).toEqual(['too_short']);
  });

  it('at a whisper of full scale is too quiet', () => {
    const quiet = voice.map((sample) => Math.round(sample * 40) / 32_768);
    expect(qualityOf(quiet).issues).toContain('too_quiet');
  });

  it('driven far beyond full scale is clipped', () => {
    const driven = voice.map((sample) => Math.max(-1, Math.min(1, sample * 20)));
    expect(qualityOf(driven).issues).toContain('clipped');
  });

  it('that just touches full scale is not', () => {
    const peak = voice.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
    expect(qualityOf(voice.map((sample) => sample / peak)).issues).toEqual([]);
  });

  it('in noise as loud as the speech is too noisy', () => {
    const padded = inTurn(silence(1), voice, silence(1));
    const loud = whiteNoise(7, Math.sqrt(3) * 10 ** (qualityOf(voice).level / 20));
    expect(qualityOf(together(padded, loud)).issues).toContain('too_noisy');
  });
});

describe('the signal-to-noise ratio', () => {
  it.each([20, 10, 5])('of %d dB is estimated within 3 dB', (expected) => {
    const padded = inTurn(silence(1), voice, silence(1));
    // Uniform noise of amplitude a has power a * a / 3.
    const amplitude = Math.sqrt(3) * 10 ** ((qualityOf(voice).level - expected) / 20);
    const { signalToNoise } = qualityOf(together(padded, whiteNoise(7, amplitude)));
    expect(Math.abs(signalToNoise - expected)).toBeLessThan(3);
  });
});

describe('loudness', () => {
  it('of two parts adds up', () => {
    const one = { speechFrames: 1, speechEnergy: 2, pauseFrames: 3, pauseEnergy: 4, clippedSamples: 5 };
    expect(addLoudness(one, one)).toEqual({
      speechFrames: 2,
      speechEnergy: 4,
      pauseFrames: 6,
      pauseEnergy: 8,
      clippedSamples: 10,
    });
  });
});
