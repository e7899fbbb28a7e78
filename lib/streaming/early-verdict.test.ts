import { describe, expect, it } from 'vitest';
import { earlyVerdict, finalVerdict, type StreamVerdict } from './early-verdict';

const THRESHOLD = 0.45;
/** That of the built-in voice model when the margins were measured. */
const SCALE = 16.3;
const threshold = { similarity: THRESHOLD, scale: SCALE };

describe('a verdict before the end', () => {
  it.each<[string, number, number, StreamVerdict]>([
    ['a perfect score on too little speech', 1.99, 1, 'undecided'],
    ['a clear score after two seconds', 2, 0.61, 'same'],
    ['a score just above the threshold after two seconds', 2, 0.59, 'undecided'],
    ['the same score after four seconds', 4, 0.59, 'same'],
    ['a low score of somebody who has hardly begun', 2.9, -0.5, 'undecided'],
    ['a low score after three seconds', 3, 0.3, 'different'],
    ['a score just below the threshold after three seconds', 3, 0.4, 'undecided'],
    ['the same score after ten seconds', 10, 0.4, 'different'],
    ['the threshold itself, however long', 60, THRESHOLD, 'undecided'],
    ['no score', 10, Number.NaN, 'undecided'],
  ])('%s', (_, speechSeconds, similarity, expected) => {
    expect(earlyVerdict({ speechSeconds, similarity }, threshold)).toBe(expected);
    // Another model, whose similarities lie half as far apart and are worth twice as much.
    const other = { similarity: THRESHOLD / 2, scale: 2 * SCALE };
    expect(earlyVerdict({ speechSeconds, similarity: similarity / 2 }, other)).toBe(expected);
  });
});

describe('the verdict at the end', () => {
  it.each<[string, number, number, StreamVerdict]>([
    ['the threshold', 2, THRESHOLD, 'same'],
    ['just below it', 60, 0.449, 'different'],
    ['too little speech', 1.99, 1, 'undecided'],
    ['no speech', 0, Number.NaN, 'undecided'],
    ['no score', 10, Number.NaN, 'different'],
  ])('%s', (_, speechSeconds, similarity, expected) => {
    expect(finalVerdict({ speechSeconds, similarity }, threshold)).toBe(expected);
  });
});
