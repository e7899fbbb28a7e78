import { centre, distance, PARTS, point } from '@/lib/face/landmarks';

/** Landmarks above and below each other: inner lips, and outer lips, which the network finds more steadily. */
const LIPS: readonly (readonly [number, number])[] = [
  [61, 67],
  [62, 66],
  [63, 65],
  [50, 58],
  [51, 57],
  [52, 56],
];

/** How far the lips are apart, in distances between the eyes: the mean over inner and outer lips. NaN where the eyes are in one place. */
export function mouthOpening(landmarks: Float32Array): number {
  const eyes = distance(centre(landmarks, PARTS.leftEye), centre(landmarks, PARTS.rightEye));
  if (!(eyes > 0)) return Number.NaN;
  const sum = LIPS.reduce((all, [up, low]) => all + distance(point(landmarks, up), point(landmarks, low)), 0);
  return sum / LIPS.length / eyes;
}
