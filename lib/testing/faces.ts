import { join } from 'node:path';
import sharp from 'sharp';

/** A cut from one of face-api's demo photographs (MIT), in its pixels; 4:3, as cameras give. */
export interface FaceCrop {
  file: string;
  left: number;
  top: number;
  width: number;
  height: number;
  /** Turned clockwise about the middle, in degrees. */
  degrees: number;
  /** 1 is as taken. */
  brightness: number;
}

/**
 * Different people, each with two pictures. No demo photograph shows anyone twice for certain, so the second picture is
 * the first one framed, turned and lit differently.
 */
export const people = {
  ada: [
    { file: 'sample3.jpg', left: 905, top: 155, width: 560, height: 420, degrees: 0, brightness: 1 },
    { file: 'sample3.jpg', left: 945, top: 195, width: 480, height: 360, degrees: 5, brightness: 0.8 },
  ],
  berta: [
    { file: 'sample6.jpg', left: 74, top: 400, width: 560, height: 420, degrees: 0, brightness: 1 },
    { file: 'sample6.jpg', left: 124, top: 430, width: 480, height: 360, degrees: -5, brightness: 1.15 },
  ],
  carla: [
    { file: 'sample3.jpg', left: 404, top: 270, width: 560, height: 420, degrees: 0, brightness: 1 },
    { file: 'sample3.jpg', left: 454, top: 300, width: 480, height: 360, degrees: 5, brightness: 0.85 },
  ],
  dora: [
    { file: 'sample3.jpg', left: 1339, top: 225, width: 520, height: 390, degrees: 0, brightness: 1 },
    { file: 'sample3.jpg', left: 1359, top: 245, width: 480, height: 360, degrees: -5, brightness: 0.9 },
  ],
  elsa: [
    { file: 'sample6.jpg', left: 1373, top: 250, width: 440, height: 330, degrees: 0, brightness: 1 },
    { file: 'sample6.jpg', left: 1383, top: 240, width: 464, height: 348, degrees: 5, brightness: 0.85 },
  ],
  frida: [
    { file: 'sample6.jpg', left: 1054, top: 280, width: 440, height: 330, degrees: 0, brightness: 1 },
    { file: 'sample6.jpg', left: 1040, top: 270, width: 440, height: 330, degrees: -5, brightness: 1.1 },
  ],
} as const satisfies Record<string, readonly [FaceCrop, FaceCrop]>;

export type Person = keyof typeof people;

const WIDTH = 640;
const HEIGHT = 480;

const made = new Map<FaceCrop, Promise<Buffer>>();

/** A crop as a camera picture of 640 x 480 pixels; made once. */
export function facePhoto(crop: FaceCrop): Promise<Buffer> {
  const photo = made.get(crop) ?? makePhoto(crop);
  made.set(crop, photo);
  return photo;
}

async function makePhoto(crop: FaceCrop): Promise<Buffer> {
  const { file, left, top, width, height, degrees, brightness } = crop;
  const path = join(process.cwd(), 'node_modules/@vladmandic/face-api/demo', file);
  const upright = await sharp(path).extract({ left, top, width, height }).resize(WIDTH, HEIGHT).png().toBuffer();
  const turned = await sharp(upright).rotate(degrees, { background: 'grey' }).linear(brightness, 0).png().toBuffer();
  return sharp(turned)
    .resize(WIDTH, HEIGHT, { fit: 'cover', withoutEnlargement: true })
    .jpeg({ quality: 95 })
    .toBuffer();
}
