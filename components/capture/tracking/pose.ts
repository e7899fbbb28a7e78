import { headPose } from '@/lib/face/pose';
import type { PhotoPose } from '@/lib/media/capture-limits';

/**
 * Degrees of yaw; the tiny network's landmarks agree with the server's within 8 up to 47 (`turning/`, 61 frames). People look at the
 * screen, which may be beside the camera, so that a little to the side counts from how they looked when they looked straight; what
 * enrolment refuses (`MAX_TURN`) stays well out of reach.
 */
const STRAIGHT = 14;
const LITTLE = 12;
const MUCH = 26;
const MOST = 32;
const OTHER_WAY = 8;

/** How a pose falls short of the one asked for. */
export type PoseHint = 'look_at_camera' | 'turn_further' | 'turn_less' | 'other_way';

export function yawOf(landmarks: Float32Array): number {
  return headPose(landmarks).yaw;
}

/**
 * What to change for a pose, in the eyes of the person: their own left. Null where it is held.
 *
 * @param yaw in degrees, as `yawOf` has it
 * @param straight the yaw of this person when they looked straight
 */
export function poseHint(yaw: number, pose: PhotoPose, straight = 0): PoseHint | null {
  if (pose === 'straight') return Math.abs(yaw) <= STRAIGHT ? null : 'look_at_camera';
  // The picture is not mirrored: who turns to their left looks to its right side.
  const turned = pose === 'left' ? yaw - straight : straight - yaw;
  if (turned < -OTHER_WAY) return 'other_way';
  if (turned < LITTLE) return 'turn_further';
  return turned > MUCH || Math.abs(yaw) > MOST ? 'turn_less' : null;
}
