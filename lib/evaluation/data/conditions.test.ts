import { describe, expect, it } from 'vitest';
import { goldenAudio } from '@/lib/testing/golden-voice';
import { tone } from '@/lib/testing/signals';
import { addNoise, babble, firstSeconds, inRoom, telephoneBand, underCondition, whiteNoise } from './conditions';

const voice = goldenAudio('voice');
const power = (audio: Float32Array): number => audio.reduce((sum, value) => sum + value * value, 0) / audio.length;
const decibels = (ratio: number): number => 10 * Math.log10(ratio);

describe('noise', () => {
  it('is added so many decibels below the speech', () => {
    const noise = whiteNoise(voice.length, 1);
    const added = addNoise(voice, noise, 10).map((sample, i) => sample - (voice[i] as number));
    // Speech is a little louder than the whole recording with its pauses.
    const ratio = decibels(power(voice) / power(added));
    expect(ratio).toBeGreaterThan(8.5);
    expect(ratio).toBeLessThan(10.1);
  });

  it('of other people needs other people', () => {
    expect(() => babble(100, [], 1)).toThrow(RangeError);
    expect(power(babble(16_000, [voice], 1))).toBeGreaterThan(0);
  });

  it('is the same for the same seed', () => {
    expect(whiteNoise(10, 3)).toEqual(whiteNoise(10, 3));
    expect(whiteNoise(10, 3)).not.toEqual(whiteNoise(10, 4));
  });
});

describe('the telephone band', () => {
  it('keeps what lies below 3.4 kHz and takes away what lies above 4 kHz', () => {
    const through = (hertz: number): number => {
      const before = tone(1, hertz);
      // Without the ends, where the filter runs out of samples.
      return decibels(power(telephoneBand(before).subarray(500, -500)) / power(before.subarray(500, -500)));
    };
    expect(Math.abs(through(300))).toBeLessThan(0.5);
    expect(Math.abs(through(3400))).toBeLessThan(0.5);
    expect(through(4000)).toBeLessThan(-50);
    expect(through(7000)).toBeLessThan(-50);
  });
});

describe('a room', () => {
  it('sounds on after the sound', () => {
    const click = new Float32Array(16_000);
    click[100] = 1;
    const heard = inRoom(click, 1);
    expect(heard[100]).toBe(1);
    const early = power(heard.subarray(200, 2000));
    const late = power(heard.subarray(6000, 8000));
    expect(early).toBeGreaterThan(100 * late);
    expect(late).toBeGreaterThan(0);
  });
});

describe('a condition', () => {
  it('that is clean changes nothing', () => {
    expect(underCondition(voice, 'clean', 10, [], 1)).toBe(voice);
  });

  it('of the first seconds begins where speech begins', () => {
    const late = new Float32Array(voice.length + 32_000);
    late.set(voice, 32_000);
    const cut = firstSeconds(late, 1);
    expect(cut).toHaveLength(16_000);
    expect(decibels(power(cut) / power(voice))).toBeGreaterThan(-6);
  });
});
