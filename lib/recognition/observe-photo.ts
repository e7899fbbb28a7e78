import type { FaceModel } from '@/lib/face/model';
import { type FaceObservation, observeFace } from '@/lib/face/observe';
import { type FrameThumbnail, frameThumbnail } from '@/lib/liveness/replay/frame-thumbnail';
import { decodeImage } from '@/lib/media/image';

export interface FaceDeps {
  faceModel(): Promise<FaceModel>;
}

/** What one photo shows, and what it is known again by. */
export interface PhotoObservation extends FaceObservation {
  thumbnail: FrameThumbnail;
}

/** What one photo of a sign-up shows. Throws what decoding throws. */
export async function observePhoto(photo: Uint8Array, deps: FaceDeps): Promise<PhotoObservation> {
  const [model, frame] = await Promise.all([deps.faceModel(), decodeImage(photo)]);
  return { ...(await observeFace([frame], model, 'enrolment')), thumbnail: frameThumbnail(frame) };
}
