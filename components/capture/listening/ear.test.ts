import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/lib/math/random';
import { floorOf, type Heard, listen, silence } from './ear';
import { isOver } from './end-of-speech';
import { hintAfter, voiceHint } from './voice-hints';

/** Levels every 16 ms, as a page measures them: of so many digits of 350 ms, `gap` ms apart, over noise. */
interface Scene {
  digits: number;
  gap?: number;
  length?: number;
  /** Milliseconds before the first digit. */
  before?: number;
  voice?: number;
  noise?: number;
  seed?: number;
}

const STEP = 16;

function heard({ digits, gap = 100, length = 350, before = 500, voice = -22, noise = -60, seed = 1 }: Scene): {
  heard: Heard;
  /** When the last digit was over, and when the ear knew. */
  last: number;
  over: number;
} {
  const random = seededRandom(seed);
  const last = before + digits * length + (digits - 1) * gap;
  let ear = silence(0);
  for (let at = STEP; at <= 9000; at += STEP) {
    const within = (at - before) % (length + gap);
    const isSpeech = digits > 0 && at >= before && at < last && within < length;
    // A vowel between two quieter consonants.
    const shape = Math.abs(within / length - 0.5) > 0.35 ? -12 : 0;
    const level = Math.max(noise, isSpeech ? voice + shape : noise) + 4 * (random() - 0.5);
    ear = listen(ear, level, at);
    if (isOver(ear, digits)) return { heard: ear, last, over: at };
  }
  throw new Error('it never ended');
}

describe('a recording ends', () => {
  it.each<[string, Scene]>([
    ['a quiet room', { digits: 5 }],
    ['a noisy room', { digits: 5, noise: -38 }],
    ['a fan and a quiet voice', { digits: 5, noise: -52, voice: -36 }],
    ['digits in one breath', { digits: 6, gap: 0 }],
    ['a slow speaker', { digits: 6, gap: 450 }],
    ['somebody who takes their time to begin', { digits: 5, before: 2500 }],
  ])('0.6 s after the last digit: %s', (_, scene) => {
    const { last, over } = heard(scene);
    // A consonant at the end may be below what counts as a voice.
    expect(over - last).toBeGreaterThanOrEqual(500);
    expect(over - last).toBeLessThan(720);
  });

  it('not between two digits of somebody who thinks for a second', () => {
    const { heard: ear, last, over } = heard({ digits: 4, gap: 1100, length: 220 });
    expect(over).toBeGreaterThan(last);
    expect(ear.speech).toBeGreaterThan(300);
  });

  it('not after three digits of somebody who was asked for five and hesitates', () => {
    const { heard: ear } = heard({ digits: 5, gap: 800 });
    expect(ear.speech).toBeGreaterThan(3.5 * 350);
  });

  it('not before two seconds, however quick', () => {
    expect(heard({ digits: 1, before: 100 }).over).toBeGreaterThanOrEqual(2000);
  });

  it('after eight seconds, whatever is heard or not', () => {
    expect(heard({ digits: 0 }).over).toBeLessThan(8040);
    expect(heard({ digits: 0 }).over).toBeGreaterThanOrEqual(8000);
    expect(heard({ digits: 30 }).over).toBeGreaterThanOrEqual(8000);
  });
});

describe('the noise of the room', () => {
  it('is the quietest that was heard, and follows a gain that rises', () => {
    let ear = silence(0);
    for (let at = STEP; at < 3000; at += STEP) ear = listen(ear, -60, at);
    expect(floorOf(ear)).toBe(-60);
    for (let at = 3000; at < 6000; at += STEP) ear = listen(ear, -45, at);
    expect(floorOf(ear)).toBe(-45);
    expect(ear.speech).toBeLessThan(2200);
  });

  it('is unknown before anything is heard', () => {
    expect(floorOf(silence(0))).toBeNaN();
    expect(floorOf(silence(0, -50))).toBe(-50);
  });
});

describe('what is said about a voice', () => {
  it.each<[string, Scene, ReturnType<typeof hintAfter>]>([
    ['nothing, where it is well', { digits: 5 }, null],
    ['too quiet', { digits: 5, voice: -46, noise: -66 }, 'speak_louder'],
    ['not heard at all', { digits: 0 }, 'speak_louder'],
    ['a noisy room', { digits: 5, noise: -30, voice: -10 }, 'noisy'],
    ['digits that run together', { digits: 5, length: 140, gap: 0 }, 'slower'],
  ])('%s', (_, scene, expected) => {
    const { heard: ear } = heard(scene);
    expect(hintAfter(ear, scene.digits)).toBe(expected);
  });

  it('comes not before somebody could have begun', () => {
    let ear = silence(0);
    for (let at = STEP; at < 1200; at += STEP) ear = listen(ear, -70, at);
    expect(voiceHint(ear)).toBeNull();
    for (let at = 1200; at < 2700; at += STEP) ear = listen(ear, -70, at);
    expect(voiceHint(ear)).toBe('speak_louder');
  });
});
