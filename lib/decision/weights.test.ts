import { describe, expect, it } from 'vitest';
import { faceWeight, voiceWeight } from './weights';

const face = { brightness: 120, sharpness: 100, eyeCornerDistance: 120 };
const voice = { signalToNoise: 30, speechSeconds: 5 };

describe('the weight of a face', () => {
  it.each([
    ['in good light', {}, 1],
    ['as dark as log-in takes', { brightness: 35 }, 0.5],
    ['as bright as log-in takes', { brightness: 205 }, 0.5],
    ['as blurred as log-in takes', { sharpness: 15 }, 0.5],
    ['as small as services may show', { eyeCornerDistance: 40 }, 1],
    ['much smaller', { eyeCornerDistance: 25 }, 0.5],
    ['dark and small', { brightness: 35, eyeCornerDistance: 17.5 }, 0.25],
    ['in the dark', { brightness: 5 }, 0],
    ['measured as no number', { sharpness: Number.NaN }, 0],
  ])('%s', (_, change, expected) => {
    expect(faceWeight({ ...face, ...change })).toBeCloseTo(expected, 12);
  });
});

describe('the weight of a voice', () => {
  it.each([
    ['in a quiet room', {}, 1],
    ['in as much noise as log-in takes', { signalToNoise: 5 }, 0.5],
    ['as short as log-in takes', { speechSeconds: 2 }, 0.5],
    ['drowned in noise', { signalToNoise: -20 }, 0],
    ['that says nothing', { speechSeconds: 0 }, 0],
    ['measured as no number', { signalToNoise: Number.NaN }, 0],
    ['of infinite length', { speechSeconds: Number.POSITIVE_INFINITY }, 1],
  ])('%s', (_, change, expected) => {
    expect(voiceWeight({ ...voice, ...change })).toBeCloseTo(expected, 12);
  });
});
