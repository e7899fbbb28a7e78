import type { FaceModel } from '@/lib/face/model';
import { type FaceObservation, observeFace } from '@/lib/face/observe';
import { presentationEvidence } from '@/lib/liveness/passive/evidence';
import { presentationAttackScore } from '@/lib/liveness/passive/score';
import weights from '@/lib/liveness/passive/weights.json';
import type { Frame } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';

export interface FaceDeps {
  faceModel(): Promise<FaceModel>;
}

/** What a log-in's burst shows. */
export interface BurstObservation extends FaceObservation {
  /** How much it looks like pictures of a face, in [0, 1]. */
  presentationAttack: number;
}

/** What one photo of a sign-up shows. Throws what decoding throws. */
export async function observePhoto(photo: Uint8Array, deps: FaceDeps): Promise<FaceObservation> {
  const [model, frame] = await Promise.all([deps.faceModel(), decodeImage(photo)]);
  return observeFace([frame], model, 'enrolment');
}

/** What the burst of a log-in shows. Throws what decoding throws. */
export async function observeBurst(pictures: readonly Uint8Array[], deps: FaceDeps): Promise<BurstObservation> {
  const [model, frames] = await Promise.all([
    deps.faceModel(),
    Promise.all(pictures.map((picture) => decodeImage(picture))),
  ]);
  const observation = await observeFace(frames, model, 'login');
  const presented = observation.seen.map(({ frame, face }) => ({ frame: frames[frame] as Frame, ...face }));
  return {
    ...observation,
    presentationAttack: presentationAttackScore(await presentationEvidence(presented), weights),
  };
}
