import type { FaceModel } from '@/lib/face/model';
import { type FaceObservation, observeFace } from '@/lib/face/observe';
import { decodeImage } from '@/lib/media/image';

export interface FaceDeps {
  faceModel(): Promise<FaceModel>;
}

/** What one photo of a sign-up shows. Throws what decoding throws. */
export async function observePhoto(photo: Uint8Array, deps: FaceDeps): Promise<FaceObservation> {
  const [model, frame] = await Promise.all([deps.faceModel(), decodeImage(photo)]);
  return observeFace([frame], model, 'enrolment');
}
