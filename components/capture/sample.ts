import { MAX_BURST_FRAMES, RECORDING_SECONDS } from '@/lib/media/capture-limits';
import type { Wanted } from './devices';
import { burstTimes, takeFrame } from './frames';
import { dataUrlOf, recordSound } from './recorder';
import { wait } from './wait';

const RECORDING_MS = RECORDING_SECONDS * 1000;

/** What was taken on one press: JPEG data URLs (one, or a burst while recording) and the sound as a data URL, empty if it was not wanted. */
export interface Sample {
  frames: string[];
  recording: string;
}

/** A sample as the browser packed it: turning the sound into a data URL takes a moment of its own. */
export interface RawSample {
  frames: string[];
  sound: Blob | null;
}

/** Takes one photo, or records for RECORDING_SECONDS with a burst of frames where the camera is wanted too. */
export async function takeSample(
  wanted: Wanted,
  stream: MediaStream,
  video: HTMLVideoElement | null,
  signal: AbortSignal,
): Promise<RawSample> {
  if (!wanted.microphone) return { frames: video ? [takeFrame(video)] : [], sound: null };
  const [sound, frames] = await Promise.all([
    recordSound(stream, wait(RECORDING_MS, signal), signal),
    wanted.camera && video ? takeBurst(video, signal) : [],
  ]);
  return { frames, sound };
}

async function takeBurst(video: HTMLVideoElement, signal: AbortSignal): Promise<string[]> {
  const started = performance.now();
  const frames: string[] = [];
  for (const time of burstTimes(MAX_BURST_FRAMES, RECORDING_MS)) {
    await wait(Math.max(0, started + time - performance.now()), signal);
    frames.push(takeFrame(video));
  }
  return frames;
}

/** A sample as the server takes it. */
export async function packSample({ frames, sound }: RawSample): Promise<Sample> {
  return { frames, recording: sound ? await dataUrlOf(sound) : '' };
}
