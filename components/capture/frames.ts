import { type Box, coverArea } from '@/lib/math/box';
import {
  FRAME_HEIGHT,
  FRAME_WIDTH,
  MOUTH_CROP_MARGIN,
  MOUTH_CROP_SIDE,
  TURN_FRAME_HEIGHT,
  TURN_FRAME_WIDTH,
} from '@/lib/media/capture-limits';

/** Enough that compression does not blur a face at this size; about 50 kB a frame. */
const JPEG_QUALITY = 0.85;
/** Of the small pictures: 2 kB each of a mouth. */
const SMALL_QUALITY = 0.7;

/** The picture that the camera shows now, as a JPEG data URL of 640 x 480. Never mirrored: only the preview is. */
export function takeFrame(video: HTMLVideoElement): string {
  return jpegOf(video, sentArea(video), { width: FRAME_WIDTH, height: FRAME_HEIGHT }, JPEG_QUALITY);
}

/** The same, small: a head that turns. */
export function takeTurnFrame(video: HTMLVideoElement): string {
  return jpegOf(video, sentArea(video), { width: TURN_FRAME_WIDTH, height: TURN_FRAME_HEIGHT }, JPEG_QUALITY);
}

/** A square around a face, whose box is in shares of the picture that is sent; black where it reaches out of it. */
export function takeFaceCrop(video: HTMLVideoElement, face: Box): string {
  const sent = sentArea(video);
  const side = MOUTH_CROP_MARGIN * Math.max(face.width * sent.width, face.height * sent.height);
  const area = {
    x: sent.x + (face.x + face.width / 2) * sent.width - side / 2,
    y: sent.y + (face.y + face.height / 2) * sent.height - side / 2,
    width: side,
    height: side,
  };
  return jpegOf(video, area, { width: MOUTH_CROP_SIDE, height: MOUTH_CROP_SIDE }, SMALL_QUALITY);
}

function sentArea({ videoWidth, videoHeight }: HTMLVideoElement): Box {
  return coverArea(videoWidth, videoHeight, FRAME_WIDTH, FRAME_HEIGHT);
}

function jpegOf(
  video: HTMLVideoElement,
  { x, y, width, height }: Box,
  size: { width: number; height: number },
  quality: number,
): string {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d');
  if (!context || video.videoWidth === 0) throw new DOMException('no picture yet', 'InvalidStateError');
  context.drawImage(video, x, y, width, height, 0, 0, size.width, size.height);
  return canvas.toDataURL('image/jpeg', quality);
}
