import type { Size } from '@/lib/media/frame';

/** What `MediaStreamTrack.getSettings()` and `label` say of a camera; said by the browser, and hostile until checked. */
export interface CameraSettings {
  width?: unknown;
  height?: unknown;
  frameRate?: unknown;
  aspectRatio?: unknown;
  label?: unknown;
}

/** Pixels a side and frames a second that cameras have. */
const SIDES = [120, 8192] as const;
const RATES = [1, 240] as const;
/** How far a ratio of sides may be off that of the sides, and that of the frames sent: they are scaled to whole pixels. */
const TOLERANCE = 0.02;
/** A longer name than a device has. */
const LONGEST_LABEL = 200;
/** What programs call the cameras that they pretend to be. */
const PROGRAMS = /\b(virtual|obs|manycam|snap camera|xsplit|droidcam|v4l2 ?loopback|dummy video|deepfacelive)\b/i;

/**
 * Whether a camera may have these settings, for frames of this size. A browser tells the size and rate of every camera, and the size has the
 * ratio that it tells. False for names of programs that pretend to be cameras, which people may well use: a signal only.
 */
export function isPlausibleCamera(settings: CameraSettings, frame: Size): boolean {
  const { width, height, frameRate, aspectRatio, label } = settings;
  if (!isWithin(width, SIDES) || !isWithin(height, SIDES) || !isWithin(frameRate, RATES)) return false;
  if (!Number.isInteger(width) || !Number.isInteger(height)) return false;
  const ratio = width / height;
  if (aspectRatio !== undefined && !(typeof aspectRatio === 'number' && isAlike(aspectRatio, ratio))) return false;
  const sent = frame.width / frame.height;
  // A telephone that is held upright tells the sides of its camera either way round.
  if (!isAlike(sent, ratio) && !isAlike(sent, 1 / ratio)) return false;
  return label === undefined || (typeof label === 'string' && label.length <= LONGEST_LABEL && !PROGRAMS.test(label));
}

const isAlike = (a: number, b: number): boolean => Math.abs(a / b - 1) <= TOLERANCE;

const isWithin = (value: unknown, [least, most]: readonly [number, number]): value is number =>
  typeof value === 'number' && value >= least && value <= most;
