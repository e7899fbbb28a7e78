/** A point in pixels of the frame. */
export interface Point {
  x: number;
  y: number;
}

/** Ranges [from, to) of the 68 landmarks (iBUG 300-W order): "left" and "right" as seen in the picture. */
export const PARTS = {
  jaw: [0, 17],
  leftBrow: [17, 22],
  rightBrow: [22, 27],
  nose: [27, 36],
  leftEye: [36, 42],
  rightEye: [42, 48],
  mouth: [48, 68],
} as const;

/** Landmark `index` of 68, whose coordinates are interleaved. Throws a RangeError for an index that is not there. */
export function point(landmarks: Float32Array, index: number): Point {
  const x = landmarks[index * 2];
  const y = landmarks[index * 2 + 1];
  if (x === undefined || y === undefined) throw new RangeError(`landmark ${index} of ${landmarks.length / 2}`);
  return { x, y };
}

/** The mean of the landmarks of one part of the face. */
export function centre(landmarks: Float32Array, [from, to]: readonly [number, number]): Point {
  return meanPoint(Array.from({ length: to - from }, (_, i) => point(landmarks, from + i)));
}

export function meanPoint(points: readonly Point[]): Point {
  const sum = { x: 0, y: 0 };
  for (const { x, y } of points) {
    sum.x += x;
    sum.y += y;
  }
  return { x: sum.x / points.length, y: sum.y / points.length };
}

/** Euclidean distance in pixels. */
export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Pixels between the outer corners of the eyes (landmarks 36 and 45): how large the face is. */
export function eyeCornerDistance(landmarks: Float32Array): number {
  return distance(point(landmarks, 36), point(landmarks, 45));
}
