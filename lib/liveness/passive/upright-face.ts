import { uprightSquare } from '@/lib/face/align';
import { uprightPixels } from '@/lib/face/upright-input';
import type { PresentedFace } from './presented';

/** Pixels a side of the face that colours and texture are read from, as Boulkenafet has it. */
export const FACE_SIDE = 64;

/** Share of the recognition's square that is face from brows to chin: what lies around it is the room. */
const SKIN = 2 / 3;
/** Of a value, along either side: the time of a face that fills the frame is that of a small one. */
const MOST_SAMPLES = 2;

/** Planes of `FACE_SIDE` x `FACE_SIDE` values in [0, 255], rounded as a picture file rounds them, row by row. */
export interface ColourPlanes {
  /** Rec. 601, as JPEG has it. */
  ycbcr: Planes;
  /** Hue and saturation as shares of 255. */
  hsv: Planes;
}
type Planes = readonly [Uint8Array, Uint8Array, Uint8Array];

/** The face upright and of one size, whatever camera and distance, in two colour spaces. */
export function uprightFace({ frame, landmarks }: PresentedFace): ColourPlanes {
  const count = FACE_SIDE * FACE_SIDE;
  const square = uprightSquare(landmarks);
  const pixels = uprightPixels(
    { frame, square: { ...square, side: SKIN * square.side } },
    FACE_SIDE,
    undefined,
    MOST_SAMPLES,
  );
  const planes = { ycbcr: threePlanes(count), hsv: threePlanes(count) };
  for (let i = 0; i < count; i++) {
    const red = Math.round(pixels[i] as number);
    const green = Math.round(pixels[count + i] as number);
    const blue = Math.round(pixels[2 * count + i] as number);
    writeYcbcr(planes.ycbcr, i, red, green, blue);
    writeHsv(planes.hsv, i, red, green, blue);
  }
  return planes;
}

const threePlanes = (count: number): Planes => [new Uint8Array(count), new Uint8Array(count), new Uint8Array(count)];

function writeYcbcr([y, cb, cr]: Planes, at: number, red: number, green: number, blue: number): void {
  const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
  y[at] = Math.round(luma);
  cb[at] = Math.round(128 + 0.564 * (blue - luma));
  cr[at] = Math.round(128 + 0.713 * (red - luma));
}

function writeHsv([hue, saturation, value]: Planes, at: number, red: number, green: number, blue: number): void {
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  value[at] = most;
  if (range === 0) return;
  const sixths =
    most === red ? (green - blue) / range : most === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
  hue[at] = Math.round((255 * ((sixths + 6) % 6)) / 6);
  saturation[at] = Math.round((255 * range) / most);
}
