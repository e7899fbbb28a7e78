import { burstTimes } from '@/lib/liveness/replay/burst-times';
import { BURST_FRAMES, LEAST_FRAME_GAP_MS, RECORDING_SECONDS } from '@/lib/media/capture-limits';
import type { Wanted } from './devices';
import { takeFrame } from './frames';
import { dataUrlOf, recordSound } from './recorder';
import { wait } from './wait';

const RECORDING_MS = RECORDING_SECONDS * 1000;

/** Pictures as JPEG data URLs: one, or a burst while recording. */
interface Burst {
  frames: string[];
  /** When each was taken, in milliseconds after the first moment of the recording. */
  frameTimes: number[];
}

/** What was taken on one press: the pictures, and the sound as a data URL, empty if it was not wanted. */
export interface Sample extends Burst {
  recording: string;
}

/** A sample as the browser packed it: turning the sound into a data URL takes a moment of its own. */
export interface RawSample extends Burst {
  sound: Blob | null;
}

/** Takes one photo, or records for RECORDING_SECONDS with a burst of frames where the camera is wanted too. */
export async function takeSample(
  wanted: Wanted,
  stream: MediaStream,
  video: HTMLVideoElement | null,
  signal: AbortSignal,
): Promise<RawSample> {
  if (!wanted.microphone) return { frames: video ? [takeFrame(video)] : [], frameTimes: [0], sound: null };
  const [sound, burst] = await Promise.all([
    recordSound(stream, wait(RECORDING_MS, signal), signal),
    wanted.camera && video ? takeBurst(video, signal) : { frames: [], frameTimes: [] },
  ]);
  return { ...burst, sound };
}

async function takeBurst(video: HTMLVideoElement, signal: AbortSignal): Promise<Burst> {
  const started = performance.now();
  const burst: Burst = { frames: [], frameTimes: [] };
  for (const time of burstTimes(BURST_FRAMES, RECORDING_MS)) {
    // A device that was busy does not make up for it with two frames in one moment.
    const due = Math.max(time, (burst.frameTimes.at(-1) ?? 0) + LEAST_FRAME_GAP_MS);
    await wait(Math.max(0, started + due - performance.now()), signal);
    burst.frameTimes.push(performance.now() - started);
    burst.frames.push(takeFrame(video));
  }
  return burst;
}

/** A sample as the server takes it. */
export async function packSample({ sound, ...burst }: RawSample): Promise<Sample> {
  return { ...burst, recording: sound ? await dataUrlOf(sound) : '' };
}
