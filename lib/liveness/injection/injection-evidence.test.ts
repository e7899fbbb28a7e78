import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '@/lib/math/random';
import type { Frame } from '@/lib/media/frame';
import { injectionEvidence } from './injection-evidence';
import { noiseBetween } from './sensor-noise';

const random = seededRandom(4);
const size = { width: 256, height: 192 };
const camera = { width: 640, height: 480, frameRate: 30, aspectRatio: 4 / 3, label: 'HD Webcam (04f2:b5ce)' };

/** A still room before a sensor with so much noise. */
function frames(count: number, noise: number): Frame[] {
  return Array.from({ length: count }, () => {
    const data = Uint8Array.from({ length: 3 * size.width * size.height }, (_, i) =>
      Math.round(100 + 50 * Math.sin(i / 900) + noise * gaussian(random)),
    );
    return { data, ...size };
  });
}

const noiseOf = (film: readonly Frame[]) =>
  film.slice(1).flatMap((frame, i) => noiseBetween(film[i] as Frame, frame) ?? []);

/** Eight a second, late by up to so many milliseconds. */
const times = (late: number): number[] => Array.from({ length: 12 }, (_, i) => 125 * i + 7.3 + late * random());

const honest = { frameTimes: times(6), noise: noiseOf(frames(6, 2)), settings: camera, size };

describe('frames of a camera', () => {
  it('give no sign of injection', () => {
    expect(injectionEvidence(honest).signs).toEqual([]);
  });

  it('are not suspected for a clock that the browser coarsened, nor without settings', () => {
    const coarse = Array.from({ length: 12 }, (_, i) => 100 * i);
    expect(injectionEvidence({ ...honest, frameTimes: coarse, settings: undefined }).signs).toEqual([]);
  });

  it('may come from a telephone that is held upright', () => {
    const upright = { ...honest, size: { width: 192, height: 256 } };
    expect(injectionEvidence(upright).signs).toEqual([]);
  });

  it('may repeat themselves now and then', () => {
    const [a, b, c, d] = frames(4, 2) as [Frame, Frame, Frame, Frame];
    expect(injectionEvidence({ ...honest, noise: noiseOf([a, a, b, c, c, d]) }).signs).toEqual([]);
  });
});

describe('injected frames', () => {
  it('are told by times that were counted', () => {
    expect(injectionEvidence({ ...honest, frameTimes: times(0) }).signs).toEqual(['even_times']);
  });

  it('are told by noise that is missing, and by repetition', () => {
    const [frozen] = frames(1, 2) as [Frame];
    expect(injectionEvidence({ ...honest, noise: noiseOf([frozen, frozen, frozen]) }).signs).toEqual([
      'repeated_frames',
      'no_sensor_noise',
    ]);
    const drawn = [40, 80, 120].map(
      (to): Frame => ({ ...frozen, data: frozen.data.slice().fill(200, 3 * 256 * to, 3 * 256 * (to + 20)) }),
    );
    expect(injectionEvidence({ ...honest, noise: noiseOf(drawn) }).signs).toEqual(['no_sensor_noise']);
  });

  it.each([
    ['no size', { ...camera, width: undefined }],
    ['a size that is no number', { ...camera, height: '480' }],
    ['half a pixel', { ...camera, width: 640.5 }],
    ['no rate', { ...camera, frameRate: 0 }],
    ['another ratio than its size', { ...camera, aspectRatio: 1.78 }],
    ['another ratio than its frames', { ...camera, width: 1280, height: 720, aspectRatio: 16 / 9 }],
    ['the name of a program', { ...camera, label: 'OBS Virtual Camera' }],
    ['an endless name', { ...camera, label: 'x'.repeat(10_000) }],
  ])('are told by a camera with %s', (_, settings) => {
    expect(injectionEvidence({ ...honest, settings }).signs).toEqual(['no_such_camera']);
  });
});

describe('broken input', () => {
  it.each([
    ['times that run backwards', [...times(6)].reverse()],
    ['times that are no numbers', times(6).map(() => Number.NaN)],
    ['no times', []],
  ])('says nothing: %s', (_, frameTimes) => {
    expect(injectionEvidence({ ...honest, frameTimes }).signs).toEqual([]);
  });

  it('says nothing: frames of different or tiny sizes', () => {
    const [frame] = frames(1, 2) as [Frame];
    expect(noiseBetween(frame, { data: new Uint8Array(12), width: 2, height: 2 })).toBeUndefined();
    const tiny = { data: new Uint8Array(12), width: 2, height: 2 };
    expect(noiseBetween(tiny, tiny)).toBeUndefined();
  });
});
