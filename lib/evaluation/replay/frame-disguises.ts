import sharp, { type Sharp } from 'sharp';
import type { Frame } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';

const asSharp = ({ data, width, height }: Frame): Sharp => sharp(data, { raw: { width, height, channels: 3 } });

/** Encoded as a JPEG file and decoded again, as everything that is handed in. */
async function throughJpeg(picture: Sharp, quality: number): Promise<Frame> {
  return decodeImage(await picture.jpeg({ quality }).toBuffer());
}

const enlarged = (frame: Frame, left: number, top: number, width: number, height: number): Sharp =>
  asSharp(frame).extract({ left, top, width, height }).resize(frame.width, frame.height, { fit: 'fill' });

/** A frame as an attacker hands it in again, by the name in the table. All are encoded again, as a JPEG of quality 90 where nothing else is said. */
export const FRAME_DISGUISES: Record<string, (frame: Frame) => Promise<Frame>> = {
  'bytes appended': (frame) => Promise.resolve(frame),
  'JPEG of quality 90': (frame) => throughJpeg(asSharp(frame), 90),
  'JPEG of quality 60': (frame) => throughJpeg(asSharp(frame), 60),
  'JPEG of quality 30': (frame) => throughJpeg(asSharp(frame), 30),
  'brighter by 2 %': (frame) => throughJpeg(asSharp(frame).linear(1.02, 0), 90),
  'darker by 10 %': (frame) => throughJpeg(asSharp(frame).linear(0.9, 0), 90),
  mirrored: (frame) => throughJpeg(asSharp(frame).flop(), 90),
  'shifted by 2 pixels': (frame) => throughJpeg(enlargedByShift(frame, 2), 90),
  'shifted by 4 pixels': (frame) => throughJpeg(enlargedByShift(frame, 4), 90),
  'cropped by 2 %': (frame) => throughJpeg(croppedBy(frame, 0.02), 90),
  'cropped by 4 %': (frame) => throughJpeg(croppedBy(frame, 0.04), 90),
  'noise of 5 levels': (frame) => throughJpeg(asSharp(noisy(frame, 5)), 90),
  'turned by 1 degree': async (frame) => {
    const { width, height } = frame;
    const turned = await asSharp(frame).rotate(1).png().toBuffer({ resolveWithObject: true });
    const left = Math.round((turned.info.width - 0.94 * width) / 2);
    const top = Math.round((turned.info.height - 0.94 * height) / 2);
    const inner = { left, top, width: Math.round(0.94 * width), height: Math.round(0.94 * height) };
    return throughJpeg(sharp(turned.data).extract(inner).resize(width, height, { fit: 'fill' }), 90);
  },
};

/** To the left and up; the edge is repeated. */
function enlargedByShift(frame: Frame, pixels: number): Sharp {
  const { width, height } = frame;
  return asSharp(frame)
    .extract({ left: pixels, top: pixels, width: width - pixels, height: height - pixels })
    .extend({ right: pixels, bottom: pixels, extendWith: 'copy' });
}

function croppedBy(frame: Frame, share: number): Sharp {
  const width = Math.round((1 - share) * frame.width);
  const height = Math.round((1 - share) * frame.height);
  return enlarged(frame, Math.round((frame.width - width) / 2), Math.round((frame.height - height) / 2), width, height);
}

/** Uniform noise with this standard deviation, the same in every run. */
function noisy(frame: Frame, levels: number): Frame {
  let state = 1;
  const data = frame.data.map((value) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const noise = (state / 2 ** 32 - 0.5) * levels * Math.sqrt(12);
    return Math.max(0, Math.min(255, Math.round(value + noise)));
  });
  return { ...frame, data };
}
