import { describe, expect, it } from 'vitest';
import { addLevel, decibels, lastBars, meterLevel, outline, rootMeanSquare } from './level';

describe('rootMeanSquare', () => {
  it('of a full sine is 1 / sqrt 2', () => {
    const sine = Float32Array.from({ length: 1000 }, (_, i) => Math.sin((2 * Math.PI * i) / 100));
    expect(rootMeanSquare(sine)).toBeCloseTo(Math.SQRT1_2, 6);
  });

  it('of silence, and of nothing, is 0', () => {
    expect(rootMeanSquare(new Float32Array(64))).toBe(0);
    expect(rootMeanSquare(new Float32Array(0))).toBe(0);
  });
});

describe('meterLevel', () => {
  it('is even in decibels between a still room and a close voice', () => {
    const [a, b, c] = [-40, -30, -20].map((decibels) => meterLevel(10 ** (decibels / 20))) as [number, number, number];
    expect(b - a).toBeCloseTo(c - b, 6);
    expect(c).toBeGreaterThan(b);
  });

  it('stays on the meter for silence, shouting and broken numbers', () => {
    expect(meterLevel(0)).toBe(0);
    expect(meterLevel(Number.NaN)).toBe(0);
    expect(meterLevel(1e-9)).toBe(0);
    expect(meterLevel(1)).toBe(1);
  });
});

describe('outline', () => {
  it('keeps the loudest of each part', () => {
    expect(outline([0, 0.5, 0.2, 0.9, 0, 0.1], 3)).toEqual([0.5, 0.9, 0.1]);
  });

  it('of a recording too short to have parts is the recording', () => {
    expect(outline([0.3, 0.4], 5)).toEqual([0.3, 0.4]);
    expect(outline([], 5)).toEqual([]);
  });
});

it('decibels are of full scale, and never endless', () => {
  expect(decibels(1)).toBe(0);
  expect(decibels(0.1)).toBeCloseTo(-20, 6);
  expect(decibels(0)).toBe(-100);
  expect(decibels(1e-12)).toBe(-100);
});

describe('the bars of a waveform', () => {
  it('are a twentieth of a second each, and the loudest level in it', () => {
    const bars: number[] = [];
    for (const [after, level] of [
      [0, 0.1],
      [20, 0.4],
      [40, 0.2],
      [60, 0.3],
    ] as const)
      addLevel(bars, level, after);
    expect(bars).toEqual([0.4, 0.3]);
  });

  it('have no hole where the page was busy', () => {
    const bars: number[] = [];
    addLevel(bars, 0.5, 0);
    addLevel(bars, 0.2, 170);
    expect(bars).toEqual([0.5, 0.2, 0.2, 0.2]);
  });

  it('shown are the last ones, with silence before', () => {
    expect(lastBars([0.1, 0.2], 4)).toEqual([0, 0, 0.1, 0.2]);
    expect(lastBars([0.1, 0.2, 0.3], 2)).toEqual([0.2, 0.3]);
  });
});
