import { expect, it } from 'vitest';
import type { Frame } from '@/lib/media/frame';
import type { DetectedFace } from './detected-face';
import { faceIssues, isDark, laplacianVariance, measureFace, qualityScore } from './quality';

const level = { yaw: 0, pitch: 0, roll: 0 };
const good = {
  eyeCornerDistance: 120,
  brightness: 130,
  highlights: 0.02,
  contrast: 50,
  sharpness: 100,
  pose: level,
  margin: 0.3,
};

function faceOfWidth(width: number): DetectedFace {
  const part = (index: number): number[] => (index >= 48 ? [0, 60] : index >= 42 ? [30, 0] : [-30, 0]);
  const points = Array.from({ length: 68 }, (_, index) => part(index)).flatMap(([x, y]) => [x! + 100, y! + 80]);
  return { box: { x: 40, y: 40, width, height: 150 }, score: 0.9, landmarks: Float32Array.from(points) };
}

function frameOf(luma: (x: number, y: number) => number, width = 200, height = 200): Frame {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) data.fill(luma(i % width, Math.floor(i / width)), i * 3, i * 3 + 3);
  return { data, width, height };
}

it('lets a good face pass for both purposes', () => {
  expect(faceIssues(good, 'enrolment')).toEqual([]);
  expect(faceIssues(good, 'login')).toEqual([]);
});

it('asks for more at enrolment than at log-in', () => {
  const small = { ...good, eyeCornerDistance: 70 };
  expect(faceIssues(small, 'enrolment')).toEqual(['face_too_small']);
  expect(faceIssues(small, 'login')).toEqual([]);
  const turned = { ...good, pose: { ...level, yaw: 40 } };
  expect(faceIssues(turned, 'enrolment')).toEqual(['face_turned']);
  expect(faceIssues(turned, 'login')).toEqual([]);
  const soft = { ...good, sharpness: 20 };
  expect(faceIssues(soft, 'enrolment')).toEqual(['too_blurred']);
  expect(faceIssues(soft, 'login')).toEqual([]);
});

it.each([
  ['face_too_small', { ...good, eyeCornerDistance: 59 }],
  ['face_cut_off', { ...good, margin: -0.06 }],
  ['face_turned', { ...good, pose: { ...level, yaw: -46 } }],
  ['face_turned', { ...good, pose: { ...level, pitch: 36 } }],
  ['face_turned', { ...good, pose: { ...level, roll: 41 } }],
  ['too_dark', { ...good, brightness: 34 }],
  ['too_bright', { ...good, brightness: 206 }],
  ['too_bright', { ...good, highlights: 0.36 }],
  ['low_contrast', { ...good, contrast: 14 }],
  ['too_blurred', { ...good, sharpness: 14 }],
] as const)('says %s', (issue, quality) => {
  expect(faceIssues(quality, 'login')).toEqual([issue]);
});

it('measures the light of the face, not of the wall behind it', () => {
  const frame = frameOf((x, y) => (x > 20 && x < 180 && y > 20 && y < 190 ? 90 : 250));
  expect(measureFace(frame, faceOfWidth(120)).brightness).toBeCloseTo(90, 0);
});

it('measures how much of a face is blown out, however bright the rest is', () => {
  const face = faceOfWidth(120);
  const halves = measureFace(
    frameOf((_, y) => (Math.floor(y / 10) % 2 ? 255 : 60)),
    face,
  );
  expect(halves.highlights).toBeGreaterThan(0.3);
  expect(halves.highlights).toBeLessThan(0.6);
  expect(
    measureFace(
      frameOf(() => 240),
      face,
    ).highlights,
  ).toBe(0);
});

it('measures contrast as the standard deviation of the luma', () => {
  const face = faceOfWidth(100);
  expect(
    measureFace(
      frameOf(() => 120),
      face,
    ).contrast,
  ).toBe(0);
  const halves = frameOf((_, y) => (Math.floor(y / 10) % 2 ? 100 : 140));
  expect(measureFace(halves, face).contrast).toBeGreaterThan(15);
  expect(measureFace(halves, face).contrast).toBeLessThanOrEqual(20);
});

it('calls a stripe pattern sharp, its blurred copy not, and a dark copy as sharp as a light one', () => {
  const stripes = (amplitude: number, period: number) => (x: number) =>
    128 + amplitude * Math.sign((x % period) - period / 2);
  const face = faceOfWidth(120);
  const sharp = measureFace(frameOf(stripes(60, 8)), face).sharpness;
  const smooth = measureFace(
    frameOf((x) => 128 + 60 * Math.sin(x / 12)),
    face,
  ).sharpness;
  const dark = measureFace(
    frameOf((x) => stripes(60, 8)(x) / 2),
    face,
  ).sharpness;
  expect(sharp).toBeGreaterThan(300);
  expect(smooth).toBeLessThan(15);
  expect(dark / sharp).toBeCloseTo(1, 1);
});

it('finds no detail in a flat patch', () => {
  expect(laplacianVariance(new Float32Array(64).fill(7), 8)).toBe(0);
});

it('ranks the sharper, larger and surer face first, within (0, 1]', () => {
  const face = faceOfWidth(120);
  const best = qualityScore(face, good);
  expect(best).toBeLessThanOrEqual(1);
  expect(qualityScore(face, { ...good, sharpness: 30 })).toBeLessThan(best);
  expect(qualityScore(face, { ...good, eyeCornerDistance: 62 })).toBeLessThan(best);
  expect(qualityScore({ ...face, score: 0.6 }, good)).toBeLessThan(best);
  expect(qualityScore(face, { ...good, pose: { ...level, yaw: 25 } })).toBeLessThan(best);
});

it('knows a dark frame', () => {
  expect(isDark(frameOf(() => 10))).toBe(true);
  expect(isDark(frameOf(() => 90))).toBe(false);
});

it('measures how far a face is from the edge', () => {
  const frame = frameOf(() => 128);
  expect(measureFace(frame, faceOfWidth(100)).margin).toBeCloseTo(0.1);
  expect(measureFace(frame, faceOfWidth(180)).margin).toBeCloseTo(-20 / 180);
});
