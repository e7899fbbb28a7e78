import { distance, point } from './landmarks';

/** Landmarks of an eye: outer and inner corner, then two pairs of upper and lower lid. */
const EYES = [
  [36, 39, 37, 41, 38, 40],
  [42, 45, 43, 47, 44, 46],
] as const;

/**
 * How far the eyes are open: mean height of an eye over its width, the mean of both; about 0.3 when open.
 * A signal to follow through a burst, not a gate: face-api's landmarks put closed eyes at 0.20 to 0.30 and open ones at 0.25
 * to 0.38 (its demo photos), so that no threshold tells them apart in one frame: a gate would refuse people whose eyes are
 * narrow and let closed ones through; docs/face-quality.md, 2026-11-21.
 * Soukupová & Čech, "Real-time eye blink detection using facial landmarks", 2016.
 */
export function eyeAspectRatio(landmarks: Float32Array): number {
  const [left, right] = EYES.map((eye) => aspect(landmarks, eye)) as [number, number];
  return (left + right) / 2;
}

/** Mean length of the pairs after the first over the length of the first pair; 0 when that has no length. */
function aspect(landmarks: Float32Array, indices: readonly number[]): number {
  const pairs: number[] = [];
  for (let i = 0; i < indices.length; i += 2) {
    pairs.push(distance(point(landmarks, indices[i] as number), point(landmarks, indices[i + 1] as number)));
  }
  const [width = 0, ...heights] = pairs;
  return width > 0 ? heights.reduce((sum, height) => sum + height, 0) / heights.length / width : 0;
}
