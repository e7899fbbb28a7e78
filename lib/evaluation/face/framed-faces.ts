import sharp from 'sharp';
import type { Box } from '@/lib/math/box';
import type { Frame, Size } from '@/lib/media/frame';

/** A face and the picture that it is in. */
export interface Portrait {
  frame: Frame;
  box: Box;
}

/** What a camera gives. */
export const CAMERA: Size = { width: 640, height: 480 };

/** How much of the picture around a face comes with it when it is pasted beside another, in heights of its box. */
const SURROUNDINGS = 1.2;

/** Where the middles of two faces side by side lie, in shares of the width. */
const LEFT = 0.34;
const RIGHT = 0.82;

/** A camera's picture whose height the face's box fills to this share; grey where the photograph ends. */
export async function framedFace(portrait: Portrait, share: number): Promise<Frame> {
  return frameOf([await placed(portrait, share, 0.5, Number.POSITIVE_INFINITY)]);
}

/** The same face on the left, and somebody else's on the right whose box is half as wide. */
export async function framedPair(portrait: Portrait, other: Portrait, share: number): Promise<Frame> {
  const half = (share * portrait.box.width * other.box.height) / (2 * portrait.box.height * other.box.width);
  const [main, second] = await Promise.all([
    placed(portrait, share, LEFT, SURROUNDINGS),
    placed(other, half, RIGHT, SURROUNDINGS),
  ]);
  return frameOf([main, second]);
}

interface Placed {
  input: Buffer;
  left: number;
  top: number;
}

/** The square of `reach` heights around a face, as far as the photograph goes, scaled and cut to the camera's frame. */
async function placed({ frame, box }: Portrait, share: number, across: number, reach: number): Promise<Placed> {
  const scale = (share * CAMERA.height) / box.height;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const most = (reach * box.height) / 2;
  const [before, above, behind] = [across, 0.5 * (CAMERA.height / CAMERA.width), 1 - across].map((part) =>
    Math.min(most, (CAMERA.width * part) / scale),
  ) as [number, number, number];
  const left = Math.round(Math.max(0, x - before));
  const top = Math.round(Math.max(0, y - above));
  const right = Math.round(Math.min(frame.width, x + behind));
  const bottom = Math.round(Math.min(frame.height, y + above));
  const at = {
    left: Math.max(0, Math.round(CAMERA.width * across - (x - left) * scale)),
    top: Math.max(0, Math.round(CAMERA.height / 2 - (y - top) * scale)),
  };
  const width = Math.min(CAMERA.width - at.left, Math.round((right - left) * scale));
  const height = Math.min(CAMERA.height - at.top, Math.round((bottom - top) * scale));
  const input = await sharp(Buffer.from(frame.data), { raw: { width: frame.width, height: frame.height, channels: 3 } })
    .extract({ left, top, width: right - left, height: bottom - top })
    .resize(width, height, { fit: 'fill' })
    .png()
    .toBuffer();
  return { input, ...at };
}

async function frameOf(parts: Placed[]): Promise<Frame> {
  const { data } = await sharp({ create: { ...CAMERA, channels: 3, background: { r: 128, g: 128, b: 128 } } })
    .composite(parts)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), ...CAMERA };
}

/** Whether a face that was found is the one on the right. */
export function secondIn({ box }: { box: Box }): boolean {
  return Math.abs(box.x + box.width / 2 - RIGHT * CAMERA.width) < box.width / 2;
}
