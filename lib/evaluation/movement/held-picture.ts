import type { DetectedFace } from '@/lib/face/detected-face';
import { centre, distance, PARTS } from '@/lib/face/landmarks';
import { gaussian } from '@/lib/math/random';
import type { Frame } from '@/lib/media/frame';
import { type Hold, type Lookup, type Shape, seenOn } from './surface';

/** A photograph, and where the face on it is. */
export interface Photograph {
  frame: Frame;
  face: DetectedFace;
}

/** What the camera gives, and how far apart the eyes of a photograph at arm's length are in it, in pixels. */
export const CAMERA = { width: 320, height: 240 } as const;
const EYE_DISTANCE = 42;
/** The eyes lie above the middle of the image. */
const EYES_AT = 0.42;
/** Standard deviation of the noise of a sensor, of 255. */
const NOISE = 2;
/** Draws of it, used round and round: a prime number, so that no row begins as the one before. */
const NOISES = 10_007;

/** A nose cut out and held before the picture, by so many eye distances; how far beside the midline it reaches and how far down. */
export interface CutOutNose {
  before: number;
}
const NOSE = { half: 0.28, top: 0.1, bottom: 0.75 } as const;

/** A camera's image of a photograph that is bent and held in a certain way before a wall. */
export function heldPicture(
  photograph: Photograph,
  shape: Shape,
  hold: Hold,
  random: () => number,
  nose?: CutOutNose,
): Frame {
  const { width, height } = CAMERA;
  const data = new Uint8Array(3 * width * height);
  const look = seenOn(shape, hold);
  const lookAtNose = nose && seenOn({ place: (u) => [u, -nose.before] }, hold);
  const sample = samplerOf(photograph);
  const noise = Float32Array.from({ length: NOISES }, () => NOISE * gaussian(random));
  let from = Math.floor(random() * NOISES);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [right, down] = [(x + 0.5 - width / 2) / EYE_DISTANCE, (y + 0.5 - EYES_AT * height) / EYE_DISTANCE];
      const seen = noseAt(lookAtNose, right, down) ?? look(right, down);
      const colour = (seen && sample(...seen)) ?? wall(x, y);
      for (let channel = 0; channel < 3; channel++)
        data[3 * (y * width + x) + channel] = Math.min(
          255,
          Math.max(0, Math.round((colour[channel] as number) + (noise[from++ % NOISES] as number))),
        );
    }
  }
  return { data, width, height };
}

function noseAt(look: Lookup | undefined, x: number, y: number): readonly [number, number] | undefined {
  const seen = look?.(x, y);
  if (!seen) return undefined;
  const [u, v] = seen;
  const isNose = Math.abs(u) < NOSE.half * ((v - NOSE.top) / (NOSE.bottom - NOSE.top)) && v < NOSE.bottom;
  return isNose ? seen : undefined;
}

/** Two tones and a shelf: something that a picture moves before. */
const wall = (x: number, y: number): readonly [number, number, number] =>
  y % 90 < 8 ? [90, 80, 70] : [150 + 40 * Math.sin(x / 50), 150, 140];

/** The colour of a photograph at a place given in its face's eye distances from the middle of the eyes, upright with the face. */
function samplerOf({ frame, face }: Photograph): (u: number, v: number) => readonly number[] | undefined {
  const [from, to] = [centre(face.landmarks, PARTS.leftEye), centre(face.landmarks, PARTS.rightEye)];
  const eyes = distance(from, to);
  const [alongX, alongY] = [to.x - from.x, to.y - from.y];
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  if (eyes === 0) throw new RangeError('a photograph of a face without eyes');
  return (u, v) => {
    const x = middle.x + u * alongX - v * alongY - 0.5;
    const y = middle.y + u * alongY + v * alongX - 0.5;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    if (left < 0 || top < 0 || left + 1 >= frame.width || top + 1 >= frame.height) return undefined;
    const at = 3 * (top * frame.width + left);
    const below = at + 3 * frame.width;
    const colour = [0, 0, 0];
    for (let channel = 0; channel < 3; channel++) {
      const value = (from: number): number => frame.data[from + channel] as number;
      colour[channel] =
        (1 - y + top) * ((1 - x + left) * value(at) + (x - left) * value(at + 3)) +
        (y - top) * ((1 - x + left) * value(below) + (x - left) * value(below + 3));
    }
    return colour;
  };
}
