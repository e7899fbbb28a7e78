import type { StartLimit } from '@/lib/storage/attempts';
import type { AttemptLimit } from '@/lib/storage/audit';

const MINUTE_MS = 60_000;

/** How long a log-in may take from its challenge to its capture, in milliseconds. */
export const LOGIN_LIFETIME_MS = 2 * MINUTE_MS;

/** How long a sign-up or a renewal may take, with time to repeat some samples, in milliseconds. */
export const ENROLMENT_LIFETIME_MS = 10 * MINUTE_MS;

/** Captures that one sign-up or renewal may hand in: six at most are needed, the rest are repetitions. */
export const MAX_CAPTURES_PER_ENROLMENT = 40;

export const attemptLimit: AttemptLimit = { failures: 5, windowMs: 3 * MINUTE_MS, attemptsPerAddress: 60 };

export const startLimit: StartLimit = { attempts: 120, windowMs: 3 * MINUTE_MS };

/** A 640 x 480 JPEG of a camera is 30-120 kB; a photo taken at a higher resolution stays well under this, in bytes. */
export const MAX_PHOTO_BYTES = 1_000_000;

/** One frame of a log-in's burst, in bytes. */
export const MAX_FRAME_BYTES = 300_000;

/** Ten seconds of 48 kHz 16-bit mono WAV; Opus and AAC need a tenth, in bytes. */
export const MAX_RECORDING_BYTES = 1_000_000;

/** A recording is five seconds; recorders overshoot, in seconds. */
export const MAX_RECORDING_SECONDS = 10;
