import { describe, expect, it } from 'vitest';
import { bars, decibels, meterLevel, outline, rootMeanSquare } from './level';

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
  it('are the last ones, the newest at the end, and silence before', () => {
    expect(bars([0.1, 0.2, 0.1, 0.5, 0.4, 0.3], 3)).toEqual([0, 0.2, 0.5]);
    expect(bars([0.1, 0.2, 0.1, 0.5, 0.4, 0.3], 1)).toEqual([0.5]);
    expect(bars([], 2)).toEqual([0, 0]);
  });

  it('do not change while they move', () => {
    expect(bars([0.1, 0.2, 0.1, 0.9, 0.8], 1)).toEqual([0.2]);
  });
});
