import type { Box } from '@/lib/math/box';
import type { Frame } from '@/lib/media/frame';
import type { DetectedFace } from './detected-face';
import type { FaceModel } from './model';
import { subjectOf } from './subject';

/**
 * The face of each frame of a film, in their order, or undefined where there is none: the subject of the first frame that shows one, and in
 * the frames after it whoever is where it was, so that only its surroundings are looked at; where nobody is there, the whole frame.
 */
export async function followFace(
  frames: readonly Frame[],
  model: Pick<FaceModel, 'detect'>,
): Promise<(DetectedFace | undefined)[]> {
  const followed: (DetectedFace | undefined)[] = [];
  let near: Box | undefined;
  for (const frame of frames) {
    const subject = subjectOf(await model.detect(frame, near), frame, 'login');
    const face = typeof subject === 'string' ? undefined : subject;
    followed.push(face);
    near = face?.box;
  }
  return followed;
}
