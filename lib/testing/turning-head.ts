import sharp from 'sharp';
import { centre, distance, PARTS } from '@/lib/face/landmarks';
import type { Side } from '@/lib/liveness/movement/head-turn';
import { gaussian, seededRandom } from '@/lib/math/random';
import type { Frame } from '@/lib/media/frame';

/** A head in eye distances from the middle of the eyes: an ellipsoid, by half its sides, with a nose that grows towards its tip. */
const HEAD = { down: 0.55, width: 1.45, height: 1.95, depth: 1.3 } as const;
const NOSE = { from: 0.05, tip: 0.72, width: 0.24, height: 0.6 } as const;

/** Standard deviation of the noise of a webcam's sensor indoors, of 255. */
const NOISE = 2;
/** Steps in a pixel, so that no column of a stretched part stays empty. */
const STEPS = 3;

/** Seconds at rest before and after, of the way to a side and of the stay there; how far, in degrees. */
export interface TurnTimes {
  rest: number;
  way: number;
  stay: number;
  degrees: number;
}

const TURN_TIMES: TurnTimes = { rest: 0.6, way: 0.5, stay: 0.3, degrees: 31 };

/** How far the head is turned to the person's left, in degrees, at so many frames a second: to a side, or to several in order, and back each time. */
export function turnAngles(sides: readonly Side[], rate: number, times: Partial<TurnTimes> = {}): number[] {
  const { rest, way, stay, degrees } = { ...TURN_TIMES, ...times };
  const steps = (seconds: number): number => Math.round(seconds * rate);
  const still = Array<number>(steps(rest)).fill(0);
  // Heads start and stop smoothly.
  const out = Array.from({ length: steps(way) }, (_, i) => (1 - Math.cos((Math.PI * (i + 0.5)) / steps(way))) / 2);
  const turn = [...out, ...Array<number>(steps(stay)).fill(1), ...out.toReversed()];
  return [
    ...still,
    ...sides.flatMap((side) => [...turn.map((share) => share * degrees * (side === 'left' ? 1 : -1)), ...still]),
  ];
}

/**
 * Frames of somebody in a photograph who turns their head, made by warping it as a solid head of average shape would move; the room
 * behind rests. For tests: it is no picture of how a person looks from the side.
 *
 * @param landmarks of the face in the photograph, 68 points in its pixels
 * @param angles to the person's left, in degrees; up to 40 either way
 */
export function turningHead(photo: Frame, landmarks: Float32Array, angles: readonly number[], seed = 1): Frame[] {
  const random = seededRandom(seed);
  return angles.map((angle) => noisy(turnedHead(photo, landmarks, (angle * Math.PI) / 180), random));
}

/** The same frames as a camera file or a browser has them. */
export function asJpegs(frames: readonly Frame[]): Promise<Buffer[]> {
  return Promise.all(
    frames.map(({ data, width, height }) =>
      sharp(data, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 92 })
        .toBuffer(),
    ),
  );
}

function turnedHead({ data, width, height }: Frame, landmarks: Float32Array, yaw: number): Frame {
  const [one, other] = [centre(landmarks, PARTS.leftEye), centre(landmarks, PARTS.rightEye)];
  const eyes = distance(one, other);
  const middle = { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
  const turned = new Uint8Array(data);
  const nearest = new Float32Array(width * height).fill(-1);
  const top = Math.max(0, Math.floor(middle.y + (HEAD.down - HEAD.height) * eyes));
  const bottom = Math.min(height - 1, Math.ceil(middle.y + (HEAD.down + HEAD.height) * eyes));
  for (let y = top; y <= bottom; y++) {
    let before: number | undefined;
    for (let step = 0; step < width * STEPS; step++) {
      const x = step / STEPS;
      const [u, v] = [(x - middle.x) / eyes, (y - middle.y) / eyes];
      const share = (u / HEAD.width) ** 2 + ((v - HEAD.down) / HEAD.height) ** 2;
      if (share >= 1) continue;
      const near = depthAt(u, v, share);
      // At the outline nothing moves, so that no hole opens there.
      const weight = Math.min(1, 2.5 * (1 - share));
      const to = x + eyes * weight * (u * (Math.cos(yaw) - 1) + near * Math.sin(yaw));
      for (let column = Math.ceil(Math.min(before ?? to, to)); column <= Math.max(before ?? to, to); column++) {
        const at = y * width + column;
        if (column < 0 || column >= width || near < (nearest[at] as number)) continue;
        nearest[at] = near;
        for (let channel = 0; channel < 3; channel++) turned[3 * at + channel] = between(data, width, x, y, channel);
      }
      before = to;
    }
  }
  return { data: turned, width, height };
}

/** How far a point stands before the plane of the head's outline. */
function depthAt(u: number, v: number, share: number): number {
  const along = (v - NOSE.from) / (NOSE.tip - NOSE.from);
  const ridge = along < 0 ? 0 : along <= 1 ? along : Math.max(0, 1 - 5 * (along - 1));
  return HEAD.depth * Math.sqrt(1 - share) + NOSE.height * ridge * Math.exp(-((u / NOSE.width) ** 2));
}

function between(data: Uint8Array, width: number, x: number, y: number, channel: number): number {
  const left = Math.min(Math.floor(x), width - 2);
  const at = 3 * (y * width + left) + channel;
  return (1 - x + left) * (data[at] as number) + (x - left) * (data[at + 3] as number);
}

function noisy({ data, width, height }: Frame, random: () => number): Frame {
  const noise = Float32Array.from({ length: 10_007 }, () => NOISE * gaussian(random));
  const from = Math.floor(random() * noise.length);
  const bytes = Uint8ClampedArray.from(data, (value, i) => value + (noise[(from + i) % noise.length] as number));
  return { data: new Uint8Array(bytes.buffer), width, height };
}
