import { eyeCornerDistance } from '@/lib/face/landmarks';
import { bestHomography, mappingResidual, normalisedPoints } from '@/lib/math/homography';

/**
 * Movement of the landmarks between two frames, over the face's size, after the best similarity transform: with less than this
 * nothing has turned, and noise of the landmarks looks like a face: 1.5 pixels of it at a size of 96 make 0.03.
 */
const LEAST_TURN = 0.045;

/**
 * How badly the movement of the landmarks from one frame to another is explained by a flat thing that moves: the root mean square
 * residual of the best homography over that of the best similarity transform, in [0, 1]. Pictures on paper or on a screen
 * move as planes (Hartley & Zisserman, Multiple View Geometry, 2nd ed., chapter 13), heads that turn do not. Undefined
 * where the face did not turn enough to tell.
 */
export function planeResidual(from: Float32Array, to: Float32Array): number | undefined {
  const [a, b] = [normalisedPoints(from), normalisedPoints(to)];
  const scale = eyeCornerDistance(to);
  const unit = b.scale * scale;
  const turned = similarityResidual(a.points, b.points) / unit;
  if (!(turned >= LEAST_TURN)) return undefined;
  const plane = bestHomography(a.points, b.points);
  if (!plane) return undefined;
  const flat = mappingResidual(a.points, b.points, plane);
  // A point that goes to infinity makes it no plane; infinity less infinity is no number.
  return Number.isNaN(flat) ? undefined : Math.min(1, flat / unit / turned);
}

/** Root mean square distance after the best rotation, scaling and shift; the points are centred. */
function similarityResidual(a: Float64Array, b: Float64Array): number {
  let along = 0;
  let across = 0;
  let size = 0;
  for (let i = 0; i < a.length; i += 2) {
    const [ax, ay, bx, by] = [a[i], a[i + 1], b[i], b[i + 1]] as [number, number, number, number];
    along += ax * bx + ay * by;
    across += ax * by - ay * bx;
    size += ax * ax + ay * ay;
  }
  const [cosine, sine] = [along / size, across / size];
  return mappingResidual(a, b, (x, y) => [cosine * x - sine * y, sine * x + cosine * y]);
}
