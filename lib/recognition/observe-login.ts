import type { FaceIssue } from '@/lib/face/quality';
import type { VoiceObservation } from '@/lib/voice/observe';
import type { VoiceIssue } from '@/lib/voice/quality';
import { type BurstObservation, type FaceDeps, observeBurst } from './observe-face';
import { observeSentence, type VoiceDeps } from './observe-sentence';

/** What a log-in hands in, as files in memory. */
export interface LoginCapture {
  /** Pictures of the camera burst. */
  frames: readonly Uint8Array[];
  recording: Uint8Array;
}

/** What may be wrong with it. */
export type QualityIssue = FaceIssue | VoiceIssue;

/** What it shows. */
export interface LoginObservation {
  face: BurstObservation;
  voice: VoiceObservation;
}

/** Observes camera burst and recording at the same time. Throws what decoding throws. */
export async function observeLogin(
  { frames, recording }: LoginCapture,
  deps: FaceDeps & VoiceDeps,
): Promise<LoginObservation> {
  // Both always run to their end, so that time does not tell which one failed.
  const [face, voice] = await Promise.allSettled([observeBurst(frames, deps), observeSentence(recording, deps)]);
  if (face.status === 'rejected') throw face.reason;
  if (voice.status === 'rejected') throw voice.reason;
  return { face: face.value, voice: voice.value };
}
