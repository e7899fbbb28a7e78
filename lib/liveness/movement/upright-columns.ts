import { centre, distance, PARTS, type Point } from '@/lib/face/landmarks';
import type { LumaPicture } from './luma-picture';

/** Where a face lies in a picture: the middle between its eyes, how far below it the mouth is, both in pixels, and how it is rolled, in radians. */
export interface Place extends Point {
  unit: number;
  roll: number;
}

/** How a picture's upright lines lie in another view of it. Lengths are in units of the place. */
export interface Tilt {
  down: number;
  scale: number;
  /** Radians. */
  roll: number;
  /** To the right for each unit down. */
  shear: number;
  /** By how much each unit to the right is larger. */
  keystone: number;
}

export const UPRIGHT: Tilt = { down: 0, scale: 1, roll: 0, shear: 0, keystone: 0 };

/** Columns in a unit, and samples in each, from above the brows to below the mouth. */
export interface Grid {
  perUnit: number;
  rows: number;
}

/** Upright lines of a face from left to right, each freed of its mean and of length 1, and what its contrast was (a sum of squares). */
export interface Columns {
  count: number;
  rows: number;
  values: Float32Array;
  contrast: Float32Array;
}

/** Units below the middle of the eyes where columns begin and end. */
const TOP = -0.35;
const BOTTOM = 1.35;
const MIDDLE = (TOP + BOTTOM) / 2;

/** Undefined where the landmarks have no eyes and mouth to measure by. */
export function placeOf(landmarks: Float32Array): Place | undefined {
  const [one, other] = [centre(landmarks, PARTS.leftEye), centre(landmarks, PARTS.rightEye)];
  const mouth = centre(landmarks, PARTS.mouth);
  const eyes = distance(one, other);
  const [x, y] = [(one.x + other.x) / 2, (one.y + other.y) / 2];
  const unit = ((mouth.y - y) * (other.x - one.x) - (mouth.x - x) * (other.y - one.y)) / eyes;
  return unit >= LEAST_UNIT ? { x, y, unit, roll: Math.atan2(other.y - one.y, other.x - one.x) } : undefined;
}

/** Pixels: of smaller faces nothing is said. */
const LEAST_UNIT = 6;

/** The columns between two places to the right of the middle of the eyes, in units. */
export function uprightColumns(
  picture: LumaPicture,
  place: Place,
  tilt: Tilt,
  [from, to]: readonly [number, number],
  { perUnit, rows }: Grid,
): Columns {
  const count = Math.round((to - from) * perUnit) + 1;
  const columns = { count, rows, values: new Float32Array(count * rows), contrast: new Float32Array(count) };
  const [cosine, sine] = [Math.cos(place.roll + tilt.roll), Math.sin(place.roll + tilt.roll)];
  for (let column = 0; column < count; column++) {
    const right = from + column / perUnit;
    const scale = tilt.scale * (1 + tilt.keystone * right);
    for (let row = 0; row < rows; row++) {
      const below = TOP + ((BOTTOM - TOP) * row) / (rows - 1) - MIDDLE;
      const u = right + tilt.shear * below;
      const v = MIDDLE + below * scale + tilt.down;
      const x = place.x + place.unit * (u * cosine - v * sine);
      const y = place.y + place.unit * (u * sine + v * cosine);
      columns.values[column * rows + row] = between(picture, x, y);
    }
    columns.contrast[column] = normalise(columns.values, column * rows, rows);
  }
  return columns;
}

/** Bilinear; past its edges a picture goes on as it ends. */
function between({ data, width, height }: LumaPicture, atX: number, atY: number): number {
  const x = Math.min(Math.max(atX, 0), width - 1);
  const y = Math.min(Math.max(atY, 0), height - 1);
  const left = Math.min(Math.floor(x), width - 2);
  const top = Math.min(Math.floor(y), height - 2);
  const at = top * width + left;
  const above = (left + 1 - x) * (data[at] as number) + (x - left) * (data[at + 1] as number);
  const below = (left + 1 - x) * (data[at + width] as number) + (x - left) * (data[at + width + 1] as number);
  return (top + 1 - y) * above + (y - top) * below;
}

/** Makes the mean of so many values 0 and their length 1; returns the sum of squares that they had around their mean. */
function normalise(values: Float32Array, from: number, count: number): number {
  let mean = 0;
  for (let i = from; i < from + count; i++) mean += (values[i] as number) / count;
  let contrast = 0;
  for (let i = from; i < from + count; i++) contrast += ((values[i] as number) - mean) ** 2;
  const scale = contrast > 0 ? 1 / Math.sqrt(contrast) : 0;
  for (let i = from; i < from + count; i++) values[i] = ((values[i] as number) - mean) * scale;
  return contrast;
}
