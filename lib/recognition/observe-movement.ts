import { followFace } from '@/lib/face/follow';
import type { FaceModel } from '@/lib/face/model';
import { framesToDescribe } from '@/lib/liveness/movement/judge-movement';
import type { ObservedFrame } from '@/lib/liveness/movement/observed-frame';
import { frameThumbnail } from '@/lib/liveness/replay/frame-thumbnail';
import type { Frame } from '@/lib/media/frame';

/** A decoded frame and when it was taken, in milliseconds. */
export interface TimedFrame {
  frame: Frame;
  at: number;
}

/**
 * What the frames of a head movement show, for `judgeMovement`: the face followed from frame to frame, described where the head rests and where
 * it is turned. Throws `busy`, `internal`.
 */
export async function observeMovement(film: readonly TimedFrame[], model: FaceModel): Promise<ObservedFrame[]> {
  const faces = await followFace(
    film.map(({ frame }) => frame),
    model,
  );
  const observed = film.map(({ frame, at }, i): ObservedFrame => {
    const { width, height } = frame;
    const face = faces[i];
    const plain = { at, width, height, thumbnail: frameThumbnail(frame) };
    return face ? { ...plain, face: { box: face.box, landmarks: face.landmarks } } : plain;
  });
  const described = framesToDescribe(observed).flatMap((i) => {
    const face = faces[i];
    const frame = film[i]?.frame;
    return face && frame ? [{ i, frame, face }] : [];
  });
  const embeddings = await model.describe(described);
  for (const [n, { i }] of described.entries()) {
    const face = observed[i]?.face;
    const embedding = embeddings[n];
    if (face && embedding) face.embedding = embedding;
  }
  return observed;
}
