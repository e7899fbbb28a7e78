import { OVAL } from '@/lib/face/oval';
import { DOMINANCE, MIN_BRIGHTNESS } from '@/lib/face/quality-limits';
import { byWidth, type TrackedFace } from '@/lib/face/tiny/detections';
import type { PhotoPose } from '@/lib/media/capture-limits';
import { poseHint, yawOf } from './pose';

/** What can be said while a person finds their place. */
const HINTS = [
  'too_dark',
  'come_into_picture',
  'only_you',
  'come_closer',
  'move_back',
  'move_to_middle',
  'light_behind',
  'look_at_camera',
  'turn_further',
  'turn_less',
  'other_way',
  'hold_still',
  'good',
] as const;

export type Hint = (typeof HINTS)[number];

/** One look at the camera's picture. */
export interface Look {
  faces: readonly TrackedFace[];
  /** Mean luma of the picture and of the largest face, in [0, 255]; the latter absent without one. */
  brightness: number;
  faceBrightness?: number;
  /** How far the largest face moved since the look before, in widths of its box. */
  moved: number;
  /** The largest face's, in pixels of a picture of 640 x 480 that is not mirrored; absent without one. */
  landmarks?: Float32Array;
  /** When the picture was taken, in milliseconds of the page's clock. */
  at: number;
}

/** Luma that the surroundings are brighter by when the light is behind. */
const BEHIND = 80;
/** Of the width of the picture: a face of 80 pixels between the eyes, and one that leaves the oval. */
const NEAR = 0.24;
const TOO_NEAR = 0.62;
/** Of the picture, from the middle of the oval. */
const OFF_X = 0.14;
const OFF_Y = 0.2;
const OVAL_Y = OVAL.cy / OVAL.height;
/** Widths of the box within a tenth of a second. */
const MOVED = 0.12;

/** The most important thing to say about a look at somebody who is asked for a pose; `straight`: their yaw when they looked straight. */
export function hintFor(
  { faces, brightness, faceBrightness, moved, landmarks }: Look,
  pose: PhotoPose,
  straight = 0,
): Hint {
  const [largest, ...others] = byWidth(faces);
  if (!largest) return brightness < MIN_BRIGHTNESS ? 'too_dark' : 'come_into_picture';
  if (others.some(({ width }) => largest.width < DOMINANCE * width)) return 'only_you';
  if (largest.width < NEAR) return 'come_closer';
  if (largest.width > TOO_NEAR) return 'move_back';
  const away = Math.abs(largest.x + largest.width / 2 - 0.5);
  const high = Math.abs(largest.y + largest.height / 2 - OVAL_Y);
  if (away > OFF_X || high > OFF_Y) return 'move_to_middle';
  const lit = faceBrightness ?? brightness;
  if (lit < MIN_BRIGHTNESS) return 'too_dark';
  if (brightness - lit > BEHIND) return 'light_behind';
  const turn = landmarks ? poseHint(yawOf(landmarks), pose, straight) : null;
  return turn ?? (moved > MOVED ? 'hold_still' : 'good');
}

/** What is said, since when, and what would be said instead. */
export interface Said {
  hint: Hint | null;
  since: number;
}

/** Milliseconds that a hint stays: at most two changes a second, and none before it can be read. */
const HELD = 700;

/** What to say now: another hint waits until the one before was there long enough. Times in milliseconds. */
export function say(said: Said, hint: Hint, now: number): Said {
  if (hint === said.hint) return said;
  return said.hint === null || now - said.since >= HELD ? { hint, since: now } : said;
}
