import { readFile } from 'node:fs/promises';
import { type FaceObservation, observeFace } from '@/lib/face/observe';
import type { FaceIssue } from '@/lib/face/quality';
import { parseDataUrl } from '@/lib/media/data-url';
import { decodeImage } from '@/lib/media/image';
import { decodeSound } from '@/lib/media/sound';
import { withCapture } from '@/lib/storage/capture-folders';
import { observeVoice, type VoiceObservation } from '@/lib/voice/observe';
import type { VoiceIssue } from '@/lib/voice/quality';
import type { AuthDeps } from './deps';
import { MAX_FRAME_BYTES, MAX_PHOTO_BYTES, MAX_RECORDING_BYTES, MAX_RECORDING_SECONDS } from './limits';

export type QualityIssue = FaceIssue | VoiceIssue;

export type Observation<T> = T & {
  /** The model that made the embedding. */
  model: string;
};

/** What a log-in's capture shows: camera burst and recording, observed at the same time. */
export async function observeLogin(
  deps: AuthDeps,
  attemptId: string,
  capture: { frames: readonly string[]; recording: string },
): Promise<{ face: Observation<FaceObservation>; voice: Observation<VoiceObservation> }> {
  const files = [
    ...capture.frames.map((frame) => parseDataUrl(frame, MAX_FRAME_BYTES)),
    parseDataUrl(capture.recording, MAX_RECORDING_BYTES),
  ];
  return withCapture(deps.storage.tmpDir, attemptId, files, async (paths) => {
    const framePaths = paths.slice(0, -1);
    const recordingPath = paths.at(-1) as string;
    // Both always run to their end, so that no file is removed under a reader and time does not tell which one failed.
    const [face, voice] = await Promise.allSettled([
      observeFrames(deps, framePaths, 'login'),
      observeRecording(deps, recordingPath),
    ]);
    if (face.status === 'rejected') throw face.reason;
    if (voice.status === 'rejected') throw voice.reason;
    return { face: face.value, voice: voice.value };
  });
}

/** What one photo of a sign-up shows. */
export function observePhoto(deps: AuthDeps, attemptId: string, photo: string): Promise<Observation<FaceObservation>> {
  const bytes = parseDataUrl(photo, MAX_PHOTO_BYTES);
  return withCapture(deps.storage.tmpDir, attemptId, [bytes], (paths) => observeFrames(deps, paths, 'enrolment'));
}

/** What one recording of a sign-up shows. */
export function observeSentence(
  deps: AuthDeps,
  attemptId: string,
  recording: string,
): Promise<Observation<VoiceObservation>> {
  const bytes = parseDataUrl(recording, MAX_RECORDING_BYTES);
  return withCapture(deps.storage.tmpDir, attemptId, [bytes], ([path]) => observeRecording(deps, path as string));
}

async function observeFrames(
  deps: AuthDeps,
  paths: readonly string[],
  purpose: 'enrolment' | 'login',
): Promise<Observation<FaceObservation>> {
  const [model, ...frames] = await Promise.all([
    deps.faceModel(),
    ...paths.map(async (path) => decodeImage(await readFile(path))),
  ]);
  return { ...(await observeFace(frames, model, purpose)), model: model.id };
}

async function observeRecording(deps: AuthDeps, path: string): Promise<Observation<VoiceObservation>> {
  const [model, audio] = await Promise.all([
    deps.voiceModel(),
    readFile(path).then((bytes) => decodeSound(bytes, { maxSeconds: MAX_RECORDING_SECONDS })),
  ]);
  return { ...(await observeVoice(audio, model)), model: model.id };
}
