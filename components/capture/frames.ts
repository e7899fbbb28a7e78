import { coverArea } from '@/lib/math/box';
import { FRAME_HEIGHT, FRAME_WIDTH } from '@/lib/media/capture-limits';

/** Enough that compression does not blur a face at this size; about 50 kB a frame. */
const JPEG_QUALITY = 0.85;

/** The picture that the camera shows now, as a JPEG data URL of 640 x 480. Never mirrored: only the preview is. */
export function takeFrame(video: HTMLVideoElement): string {
  const canvas = document.createElement('canvas');
  canvas.width = FRAME_WIDTH;
  canvas.height = FRAME_HEIGHT;
  const context = canvas.getContext('2d');
  if (!context || video.videoWidth === 0) throw new DOMException('no picture yet', 'InvalidStateError');
  const { x, y, width, height } = coverArea(video.videoWidth, video.videoHeight, FRAME_WIDTH, FRAME_HEIGHT);
  context.drawImage(video, x, y, width, height, 0, 0, FRAME_WIDTH, FRAME_HEIGHT);
  return canvas.toDataURL('image/jpeg', JPEG_QUALITY);
}
