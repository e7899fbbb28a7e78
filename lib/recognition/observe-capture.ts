import { readFile } from 'node:fs/promises';
import type { AuthDeps } from '@/lib/auth/deps';
import { type FaceObservation, observeFace } from '@/lib/face/observe';
import type { FaceIssue } from '@/lib/face/quality';
import { presentationEvidence } from '@/lib/liveness/passive/evidence';
import { presentationAttackScore } from '@/lib/liveness/passive/score';
import weights from '@/lib/liveness/passive/weights.json';
import {
  MAX_FRAME_BYTES,
  MAX_PHOTO_BYTES,
  MAX_RECORDING_BYTES,
  MAX_RECORDING_SECONDS,
} from '@/lib/media/capture-limits';
import { parseDataUrl } from '@/lib/media/data-url';
import type { Frame } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';
import { decodeSound } from '@/lib/media/sound';
import { withCapture } from '@/lib/storage/capture-folders';
import type { Template } from '@/lib/storage/template';
import { observeVoice, type VoiceObservation } from '@/lib/voice/observe';
import type { VoiceIssue } from '@/lib/voice/quality';
import { enrolmentsByModel } from './voice-scores';

export type QualityIssue = FaceIssue | VoiceIssue;

export type Observation<T> = T & {
  /** The model that made the embedding. */
  model: string;
};

/** A log-in's face, and how much the capture looks like a picture of one, in [0, 1]. */
export type LoginFace = Observation<FaceObservation> & { presentationAttack: number };

/** The bytes of a log-in's capture: the frames, then the recording. Throws what parsing a data URL throws. */
export function captureFiles(capture: { frames: readonly string[]; recording: string }): Uint8Array[] {
  return [
    ...capture.frames.map((frame) => parseDataUrl(frame, MAX_FRAME_BYTES)),
    parseDataUrl(capture.recording, MAX_RECORDING_BYTES),
  ];
}

/** What the files of a log-in's capture show: camera burst and recording, observed at the same time. */
export async function observeLogin(
  deps: AuthDeps,
  attemptId: string,
  files: readonly Uint8Array[],
): Promise<{ face: LoginFace; voice: Observation<VoiceObservation> }> {
  return withCapture(deps.storage.tmpDir, attemptId, files, async (paths) => {
    const framePaths = paths.slice(0, -1);
    const recordingPath = paths.at(-1) as string;
    // Both always run to their end, so that no file is removed under a reader and time does not tell which one failed.
    const [face, voice] = await Promise.allSettled([
      observeBurst(deps, framePaths),
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
  return withCapture(deps.storage.tmpDir, attemptId, [bytes], async (paths) => {
    const [model, frames] = await Promise.all([deps.faceModel(), decodeFrames(paths)]);
    return { ...(await observeFace(frames, model, 'enrolment')), model: model.id };
  });
}

/** What one recording of a sign-up shows, and what is kept of it beside its embedding. */
export async function observeSentence(
  deps: AuthDeps,
  attemptId: string,
  recording: string,
): Promise<Observation<VoiceObservation> & Pick<Template, 'others'>> {
  const bytes = parseDataUrl(recording, MAX_RECORDING_BYTES);
  const observed = await withCapture(deps.storage.tmpDir, attemptId, [bytes], ([path]) =>
    observeRecording(deps, path as string),
  );
  return { ...observed, others: enrolmentsByModel(observed, await deps.voiceEnsemble()) };
}

async function observeBurst(deps: AuthDeps, paths: readonly string[]): Promise<LoginFace> {
  const [model, frames] = await Promise.all([deps.faceModel(), decodeFrames(paths)]);
  const observation = await observeFace(frames, model, 'login');
  const presented = observation.seen.map(({ frame, face }) => ({ frame: frames[frame] as Frame, ...face }));
  const presentationAttack = presentationAttackScore(await presentationEvidence(presented), weights);
  return { ...observation, model: model.id, presentationAttack };
}

function decodeFrames(paths: readonly string[]): Promise<Frame[]> {
  return Promise.all(paths.map(async (path) => decodeImage(await readFile(path))));
}

async function observeRecording(deps: AuthDeps, path: string): Promise<Observation<VoiceObservation>> {
  const [model, { second }, audio] = await Promise.all([
    deps.voiceModel(),
    deps.voiceEnsemble(),
    readFile(path).then((bytes) => decodeSound(bytes, { maxSeconds: MAX_RECORDING_SECONDS })),
  ]);
  return { ...(await observeVoice(audio, model, { second: second?.model, cepstra: true })), model: model.id };
}
