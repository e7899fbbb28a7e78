import { describe, expect, it } from 'vitest';
import { type Speaker, whoSpeaks } from './who-speaks';

/** Ratios are 20 (s - 0.7): 0 at the floor, 6 at identity. */
const policy = { calibration: { scale: 20, offset: -14 }, minSimilarity: 0.7 };
const heard = (similarity: number, digits: number | undefined, threshold = -1, weight = 1): Speaker =>
  whoSpeaks({ similarity, threshold, weight }, digits, policy);

describe('a voice alone', () => {
  it('is the person from the floor on, and from what is usual for them', () => {
    expect(heard(0.7, undefined)).toBe('person');
    expect(heard(0.69, undefined)).toBe('another');
    expect(heard(0.75, undefined, 0.8)).toBe('another');
  });
});

describe('a voice and how it says digits', () => {
  it('are the person where both together are seven to one', () => {
    expect(heard(0.8, 0.5)).toBe('person');
    expect(heard(0.66, 3)).toBe('person');
  });

  it('are worth another try where they say little, and another where they speak against the person', () => {
    expect(heard(0.75, 0.5)).toBe('unclear');
    expect(heard(0.75, -1.9)).toBe('unclear');
    expect(heard(0.75, -2.1)).toBe('another');
  });

  it('never cost a clear voice more than three nats, and never buy a strange one', () => {
    expect(heard(0.96, -1000)).toBe('person');
    expect(heard(0.49, 1000)).toBe('another');
  });

  it('have to be as much better as the person usually is', () => {
    expect(heard(0.8, 1)).toBe('person');
    expect(heard(0.8, 1, 0.74)).toBe('person');
    expect(heard(0.8, 1, 0.76)).toBe('unclear');
    expect(heard(0.8, 1, 0.92)).toBe('another');
  });
});

it.each([
  ['a similarity that is no number', Number.NaN, 3, -1, 1],
  ['a similarity beyond 1', 1.01, 3, -1, 1],
  ['digits that are no number', 0.9, Number.NaN, -1, 1],
  ['a threshold that is no number', 0.9, 3, Number.NaN, 1],
  ['a weight beyond 1', 0.9, 3, -1, 2],
  ['a weight that is no number', 0.9, 3, -1, Number.NaN],
] as const)('%s is nobody’s', (_, similarity, digits, threshold, weight) => {
  expect(heard(similarity, digits, threshold, weight)).toBe('another');
});
