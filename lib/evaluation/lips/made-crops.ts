import sharp from 'sharp';
import type { Box } from '@/lib/math/box';
import { seededRandom } from '@/lib/math/random';
import { MOUTH_CROP_MARGIN } from '@/lib/media/capture-limits';
import type { Frame } from '@/lib/media/frame';

/** How crops are made. */
export interface CropMaking {
  /** Pixels. */
  side: number;
  /** Of the JPEG. */
  quality: number;
}

/** Share of the face by which a tracker's box is off, up to. */
const SHAKING = 0.03;

/** The square of a crop about a face's box, off by a little as a tracker's is; the same at every run with one seed. */
export function shakenSquare(seed: number): (box: Box) => Box {
  const random = seededRandom(seed);
  const off = (): number => SHAKING * (2 * random() - 1);
  return (box) => {
    const face = Math.max(box.width, box.height);
    const side = MOUTH_CROP_MARGIN * face * (1 + off());
    return {
      x: box.x + box.width / 2 + face * off() - side / 2,
      y: box.y + box.height / 2 + face * off() - side / 2,
      width: side,
      height: side,
    };
  };
}

/** A square of a frame as a small JPEG; black where it reaches past the frame. */
export async function cropOf(frame: Frame, square: Box, { side, quality }: CropMaking): Promise<Buffer> {
  const [left, top, size] = [square.x, square.y, square.width].map(Math.round) as [number, number, number];
  const right = Math.max(0, left + size - frame.width);
  const bottom = Math.max(0, top + size - frame.height);
  const around = { left: Math.max(0, -left), top: Math.max(0, -top), right, bottom };
  const { data, width, height } = frame;
  const extended = await sharp(data, { raw: { width, height, channels: 3 } })
    .extend({ ...around, background: 'black' })
    .raw()
    .toBuffer();
  const raw = { width: width + around.left + right, height: height + around.top + bottom, channels: 3 } as const;
  return sharp(extended, { raw })
    .extract({ left: left + around.left, top: top + around.top, width: size, height: size })
    .resize(side, side)
    .jpeg({ quality })
    .toBuffer();
}
