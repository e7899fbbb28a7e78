import { quantile } from '@/lib/math/statistics';
import type { Audio } from '@/lib/media/audio';
import { bandExcess } from './band-excess';
import type { Features } from './filterbank';
import { concentration, decimate, periodicity } from './voicing';

/** Seconds that one frame stands for. */
export const FRAME_SECONDS = 0.01;

// Evidence for every number below: docs/decisions/008-speech-detection.md.

/** Decibels above the noise floor. White and pink noise stay below 2.3. */
const LEAST_EXCESS = 2.5;
/** Of the loudest speech in the recording: keeps breath and room out where the background is quiet. */
const EXCESS_SHARE = 0.25;
/** Above this share of power in six mel bins a frame is a tone, not a voice. */
const TONAL = 0.95;
/** Normalised autocorrelation of a voiced frame. */
const VOICED = 0.6;
/** Least share of voiced frames; clean speech has 32 % and more, at 10 dB of noise 21 % and more, noise alone at most 2 %. */
const LEAST_VOICED_SHARE = 0.1;
/** Frames: pauses up to 300 ms belong to the phrase around them. */
const LONGEST_PAUSE = 30;
/** Frames: a click or a knock is shorter than a syllable of 100 ms. */
const SHORTEST_SPEECH = 10;

/**
 * Where somebody speaks: one value a 10 ms frame, 1 for speech. All zeros for silence, stationary noise, tones and
 * bursts of noise without a voice. `features` is the filterbank of the whole `audio`.
 */
export function detectSpeech(audio: Audio, features: Features): Uint8Array {
  const slow = decimate(audio);
  return markSpeech({
    excess: bandExcess(features),
    concentration: (frame) => concentration(features, frame),
    periodicity: (frame) => periodicity(slow, frame),
  });
}

/** What is known of the frames of a recording, by the functions of these names. */
export interface FrameEvidence {
  /** Decibels, one value a frame. */
  excess: Float32Array;
  concentration(frame: number): number;
  /** Only ever asked of every fourth frame. */
  periodicity(frame: number): number;
}

/** `detectSpeech` for frames that were looked at before: for sound that is still arriving. */
export function markSpeech({ excess, concentration, periodicity }: FrameEvidence): Uint8Array {
  const loudest = excess.length > 0 ? quantile(excess, 0.95) : 0;
  const threshold = Math.max(LEAST_EXCESS, EXCESS_SHARE * loudest);
  const active = Uint8Array.from(excess, (value, frame) => (value > threshold && concentration(frame) < TONAL ? 1 : 0));
  if (!isVoiced(active, periodicity)) return active.fill(0);
  fillRuns(active, 0, LONGEST_PAUSE);
  fillRuns(active, 1, SHORTEST_SPEECH);
  return active;
}

/** Every how manyth active frame is asked whether it is voiced: the windows overlap. */
export const VOICING_STRIDE = 4;

/** Whether enough of the active frames are voiced; no more of them are asked than it takes to know. */
function isVoiced(active: Uint8Array, periodicity: (frame: number) => number): boolean {
  const asked: number[] = [];
  for (let frame = 0; frame < active.length; frame += VOICING_STRIDE) if (active[frame] === 1) asked.push(frame);
  let voiced = 0;
  for (const frame of asked) {
    if (periodicity(frame) > VOICED && ++voiced / asked.length >= LEAST_VOICED_SHARE) return true;
  }
  return false;
}

/** Turns runs of `value` that are no longer than `longest` into the other value; pauses only between speech. */
function fillRuns(frames: Uint8Array, value: 0 | 1, longest: number): void {
  let start = 0;
  for (let end = 1; end <= frames.length; end++) {
    if (end < frames.length && frames[end] === frames[start]) continue;
    const atTheEdge = start === 0 || end === frames.length;
    if (frames[start] === value && end - start <= longest && !(value === 0 && atTheEdge))
      frames.fill(1 - value, start, end);
    start = end;
  }
}

/** Frames: 100 ms, where soft consonants begin and end. */
const MARGIN = 10;

/** Speech with a margin on both sides: what is embedded. */
export function widen(speech: Uint8Array): Uint8Array {
  const wide = new Uint8Array(speech.length);
  speech.forEach((is, frame) => {
    if (is === 1) wide.fill(1, Math.max(0, frame - MARGIN), frame + MARGIN + 1);
  });
  return wide;
}
