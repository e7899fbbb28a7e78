import { expect, it } from 'vitest';
import { headPose } from './pose';

/** The generic head's points (x right, y down, z away), as in the method's source. */
const head: [number, number, number, number][] = [
  [30, 0, 0, 0],
  [8, 0, 330, 65],
  [36, -225, -170, 135],
  [45, 225, -170, 135],
  [48, -150, 150, 125],
  [54, 150, 150, 125],
];

/** The shadow of the head, turned (looking right, up, leaning clockwise), scaled and moved. */
function shadow(yaw: number, pitch: number, roll: number): Float32Array {
  const [a, b, c] = [-yaw, -pitch, roll].map((value) => (value * Math.PI) / 180) as [number, number, number];
  const landmarks = new Float32Array(136);
  for (const [index, x, y, z] of head) {
    const [x1, z1] = [x * Math.cos(a) + z * Math.sin(a), -x * Math.sin(a) + z * Math.cos(a)];
    const y2 = y * Math.cos(b) - z1 * Math.sin(b);
    landmarks.set(
      [x1 * Math.cos(c) - y2 * Math.sin(c), x1 * Math.sin(c) + y2 * Math.cos(c)].map((v) => v * 0.4 + 300),
      index * 2,
    );
  }
  return landmarks;
}

it.each([
  [0, 0, 0],
  [30, 0, 0],
  [-25, 0, 0],
  [0, 20, 0],
  [0, -15, 0],
  [0, 0, 40],
  [20, -10, -30],
  [-35, 12, 15],
])('finds yaw %d, pitch %d, roll %d', (yaw, pitch, roll) => {
  const pose = headPose(shadow(yaw, pitch, roll));
  expect(pose.yaw).toBeCloseTo(yaw, 2);
  // Landmarks of a level head look like those of the generic head looking 10 degrees down.
  expect(pose.pitch).toBeCloseTo(pitch + 10, 2);
  expect(pose.roll).toBeCloseTo(roll, 2);
});

it('looks right when the nose is nearer to the right eye, in pixels', () => {
  const landmarks = shadow(0, 0, 0);
  landmarks[60]! += 20;
  expect(headPose(landmarks).yaw).toBeGreaterThan(5);
});

it('has no pose for points that coincide', () => {
  expect(headPose(new Float32Array(136).fill(7))).toEqual({ yaw: 0, pitch: 0, roll: 0 });
});
