import { headPose } from '@/lib/face/pose';
import type { PhotoPose } from '@/lib/media/capture-limits';

/**
 * Degrees of yaw; the tiny network's landmarks agree with the server's within 8 up to 47 (`turning/`, 61 frames). Straight is what a
 * template is compared with best; a little to the side stays well short of what enrolment refuses (`MAX_TURN`).
 */
const STRAIGHT = 10;
const LITTLE = 13;
const MUCH = 30;

/** How a pose falls short of the one asked for. */
export type PoseHint = 'look_at_camera' | 'turn_further' | 'turn_less' | 'other_way';

/** What to change for a pose, in the eyes of the person: their own left. Null where it is held. */
export function poseHint(landmarks: Float32Array, pose: PhotoPose): PoseHint | null {
  const { yaw } = headPose(landmarks);
  if (pose === 'straight') return Math.abs(yaw) <= STRAIGHT ? null : 'look_at_camera';
  // The picture is not mirrored: who turns to their left looks to its right side.
  const turned = pose === 'left' ? yaw : -yaw;
  if (turned < -STRAIGHT) return 'other_way';
  if (turned < LITTLE) return 'turn_further';
  return turned > MUCH ? 'turn_less' : null;
}
