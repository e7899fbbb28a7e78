import { median } from '@/lib/math/statistics';
import type { Size } from '@/lib/media/frame';
import { type CameraSettings, isPlausibleCamera } from './camera-settings';
import { type TimeEvidence, timeEvidence } from './frame-times';
import type { NoiseBetween } from './sensor-noise';

/**
 * Milliseconds. A convention: no film at hand has the times that a browser took it at. Timers and cameras are late by parts of a millisecond
 * at least, times that are counted are not.
 */
const LEAST_JITTER = 0.1;
const MOST_EQUAL = 0.9;
const LEAST_GAPS = 7;

/**
 * Share of the blocks of two frames without noise between them, in the median of a capture: at most 0.25 in 90 captures of 27 people
 * (webcam JPEGs and films, docs/evaluation.md, "Injected frames"), 1 for a frozen picture. 2026-11-22.
 */
export const MOST_SAME = 0.5;
/** Pairs of frames that are the same altogether: a camera that is slower than it is asked repeats itself now and then. */
const MOST_REPEATED = 0.5;

/** Why frames do not seem to come from a camera. Signals only: a program that knows of them avoids them. */
export const injectionSigns = ['even_times', 'repeated_frames', 'no_sensor_noise', 'no_such_camera'] as const;
export type InjectionSign = (typeof injectionSigns)[number];

export interface InjectionEvidence extends Partial<TimeEvidence> {
  /** Share of equal blocks in the median pair of frames; share of pairs that are the same altogether. */
  same?: number;
  repeated?: number;
  signs: InjectionSign[];
}

export interface InjectionInput {
  /** Milliseconds, in order. */
  frameTimes: readonly number[];
  /** Between each frame and the one after it: `noiseBetween`. */
  noise: readonly NoiseBetween[];
  /** Absent where the browser told nothing. */
  settings?: CameraSettings;
  /** Of the frames sent. */
  size: Size;
}

/** What a capture shows of not having come from a camera; nothing where there is too little to tell. */
export function injectionEvidence({ frameTimes, noise, settings, size }: InjectionInput): InjectionEvidence {
  const evidence: InjectionEvidence = { ...timeEvidence(frameTimes), signs: [] };
  const isMade = (evidence.jitter ?? LEAST_JITTER) < LEAST_JITTER || (evidence.equal ?? 0) > MOST_EQUAL;
  if (isMade && frameTimes.length > LEAST_GAPS) evidence.signs.push('even_times');
  if (noise.length > 0) {
    evidence.same = median(noise.map(({ same }) => same));
    evidence.repeated = noise.filter(({ same }) => same === 1).length / noise.length;
    if (evidence.repeated > MOST_REPEATED) evidence.signs.push('repeated_frames');
    if (evidence.same > MOST_SAME) evidence.signs.push('no_sensor_noise');
  }
  if (settings && !isPlausibleCamera(settings, size)) evidence.signs.push('no_such_camera');
  return evidence;
}
