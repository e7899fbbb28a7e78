import { describe, expect, it } from 'vitest';
import type { PastScore } from '@/lib/decision/signal';
import { usualScore } from '@/lib/risk/personal-threshold';
import { areManyCaptures, isNewBrowser, isUnusualHour, timesOfDay } from './circumstances';
import { areReplayedFrames, isReplayedVoice } from './replay';
import { areNearMisses, isDisagreement, isSpread, isUnlikeHistory } from './scores';

const now = new Date('2026-11-21T09:00:00Z');
const HOUR_MS = 3_600_000;
const ago = (hours: number): Date => new Date(now.getTime() - hours * HOUR_MS);

const past = (similarity: number, accepted = true, hours = 24): PastScore => ({
  at: ago(hours),
  accepted,
  similarity,
  threshold: 0.52,
});
const usualOf = (history: readonly PastScore[]) =>
  usualScore(history.flatMap(({ accepted, similarity }) => (accepted ? [similarity] : [])));
const usual = [0.76, 0.78, 0.8, 0.74, 0.77, 0.79, 0.75, 0.78].map((similarity) => past(similarity));

describe('unlike_history', () => {
  it.each([
    ['as always', 0.77, usual, false],
    ['far below', 0.6, usual, true],
    ['far above', 0.99, usual, false],
    ['no number', Number.NaN, usual, true],
    ['without a history', 0.1, [], false],
    ['with a history of one', 0.1, usual.slice(0, 1), false],
    ['with refusals only', 0.1, usual.map((score) => ({ ...score, accepted: false })), false],
    ['a hair below scores that are all the same', 0.775, usual.map(() => past(0.78)), false],
  ])('a score %s', (_, similarity, history, expected) => {
    expect(isUnlikeHistory(similarity, usualOf(history))).toBe(expected);
  });

  it('is not moved by a few strange scores', () => {
    expect(isUnlikeHistory(0.6, usualOf([...usual, past(0.53), past(1)]))).toBe(true);
  });
});

describe('ensemble_spread', () => {
  it.each([
    [[], false],
    [[0.7], false],
    [[0.7, 0.8], false],
    [[0.7, 0.8, 0.55], true],
    [[0.7, Number.NaN], true],
  ])('of %j is %s', (similarities, expected) => {
    expect(isSpread(similarities, 'frames')).toBe(expected);
  });

  it.each([
    [[], false],
    [[4], false],
    [[4, 1], false],
    [[4, 2, 0.5], true],
    [[4, Number.NaN], true],
  ])('of voices that are worth %j nats is %s', (ratios, expected) => {
    expect(isSpread(ratios, 'voices')).toBe(expected);
  });
});

describe('face_voice_disagree', () => {
  const face = { similarity: 0.975, threshold: 0.94 };
  it.each([
    ['both well above', face, { similarity: 0.78, threshold: 0.52 }, false],
    [
      'a perfect face, a voice at its threshold',
      { ...face, similarity: 1 },
      { similarity: 0.53, threshold: 0.52 },
      true,
    ],
    [
      'a perfect voice, a face at its threshold',
      { ...face, similarity: 0.94 },
      { similarity: 1, threshold: 0.52 },
      true,
    ],
    ['a number missing', { ...face, similarity: Number.NaN }, { similarity: 0.8, threshold: 0.52 }, true],
  ])('%s', (_, first, second, expected) => {
    expect(isDisagreement(first, second)).toBe(expected);
  });
});

describe('near_misses', () => {
  const near = (minutes: number): PastScore => past(0.5, false, minutes / 60);
  it.each([
    ['three within the quarter of an hour', [near(1), near(5), near(14)], true],
    ['two', [near(1), near(5)], false],
    ['three over an hour', [near(1), near(20), near(40)], false],
    ['far below the threshold', [1, 2, 3].map((minutes) => past(0.1, false, minutes / 60)), false],
    ['accepted ones', [1, 2, 3].map((minutes) => past(0.53, true, minutes / 60)), false],
    ['from a clock that went back', [near(-5), near(-6), near(-7)], false],
    ['none', [], false],
  ])('%s', (_, history, expected) => {
    expect(areNearMisses(history, now)).toBe(expected);
  });
});

describe('unusual_hour', () => {
  const mornings = Array.from({ length: 30 }, (_, day) => ago(24 * (day + 1)));
  it.each([
    ['at the usual time', now, mornings, false],
    ['an hour later', ago(-1), mornings, false],
    ['at night', ago(-12), mornings, true],
    ['at night, with a short history', ago(-12), mornings.slice(0, 19), false],
    ['without a history', now, [], false],
  ])('%s', (_, at, logins, expected) => {
    expect(isUnusualHour(at, timesOfDay(logins))).toBe(expected);
  });

  it('knows that one in the morning is near eleven at night', () => {
    const nights = Array.from({ length: 30 }, (_, day) => new Date(Date.UTC(2026, 9, day + 1, 23)));
    expect(isUnusualHour(new Date('2026-11-21T00:30:00Z'), timesOfDay(nights))).toBe(false);
    expect(isUnusualHour(new Date('2026-11-21T04:30:00Z'), timesOfDay(nights))).toBe(true);
  });
});

describe('new_browser', () => {
  it.each([
    ['Firefox on Linux', ['Chrome on Windows'], true],
    ['Firefox on Linux', ['Chrome on Windows', 'Firefox on Linux'], false],
    ['Firefox on Linux', [], false],
  ])('%s after %j', (browser, known, expected) => {
    expect(isNewBrowser(browser, known)).toBe(expected);
  });
});

describe('many_captures', () => {
  it.each([
    [0, false],
    [14, false],
    [15, true],
  ])('%i refusals in a day', (refusals, expected) => {
    expect(areManyCaptures(refusals)).toBe(expected);
  });
});

describe('replayed_picture', () => {
  const frames = (seen: number, of: number): boolean[] => Array.from({ length: of }, (_, i) => i < seen);
  it.each([
    ['nothing seen before', frames(0, 8), false],
    ['one frame of eight', frames(1, 8), false],
    ['half of the frames', frames(4, 8), true],
    ['no frames at all', [], false],
  ])('%s', (_, seen, expected) => {
    expect(areReplayedFrames(seen)).toBe(expected);
  });
});

describe('replayed_sound', () => {
  const probe = Float32Array.of(1, 0, 0);
  const turned = (cosine: number): Float32Array => Float32Array.of(cosine, Math.sqrt(1 - cosine ** 2), 0);
  it.each([
    ['the same again', [turned(0.999)], true],
    ['another sentence of the same voice', [turned(0.84)], false],
    ['one of many', [turned(0.1), turned(0.7), turned(0.97)], true],
    ['none before', [], false],
    ['an embedding of another model', [Float32Array.of(1, 0)], false],
  ])('%s', (_, earlier, expected) => {
    expect(isReplayedVoice(probe, earlier)).toBe(expected);
  });
});
