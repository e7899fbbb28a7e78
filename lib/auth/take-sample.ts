import type { Modality } from '@/lib/decision/modality';
import { type ErrorCode, failure, type Result } from '@/lib/errors';
import { packPeaks } from '@/lib/liveness/replay/packed-peaks';
import { packThumbnails } from '@/lib/liveness/replay/packed-thumbnails';
import { MAX_PHOTO_BYTES, MAX_RECORDING_BYTES } from '@/lib/media/capture-limits';
import { parseDataUrl } from '@/lib/media/data-url';
import { enrolmentsByModel } from '@/lib/recognition/voice-scores';
import { type AttemptKind, countCapture, saveSample } from '@/lib/storage/attempts';
import { withCapture } from '@/lib/storage/capture-folders';
import type { Template } from '@/lib/storage/template';
import { MAX_CAPTURES_PER_ENROLMENT } from './attempt-limits';
import type { AuthDeps } from './deps';

/** A photo or a recording as it comes from the browser. */
export interface Sample {
  attemptId: string;
  modality: Modality;
  /** Which of the samples of its modality it is. */
  index: number;
  /** Base64 data URL. */
  file: string;
}

const MAX_BYTES: Record<Modality, number> = { face: MAX_PHOTO_BYTES, voice: MAX_RECORDING_BYTES };

/** Observes one sample for an open attempt and keeps its embedding, or says what to change. Throws `busy` and what decoding throws. */
export function takeSample(
  kind: AttemptKind,
  { attemptId, modality, index, file }: Sample,
  deps: AuthDeps,
): Promise<Result> {
  return deps.admission.run(async () => {
    const attempt = await countCapture(deps.storage, attemptId, kind, deps.now(), MAX_CAPTURES_PER_ENROLMENT);
    if (!attempt) return failure('attempt_ended');
    const bytes = parseDataUrl(file, MAX_BYTES[modality]);
    const { issues, template, print } = await withCapture(deps.storage.tmpDir, attemptId, [bytes], () =>
      modality === 'face' ? faceTemplate(bytes, deps) : voiceTemplate(kind, bytes, deps),
    );
    if (issues[0] || !template) return failure(issues[0] ?? 'internal');
    const kept = await saveSample(deps.storage, attemptId, { modality, index, template, print });
    return kept ? { ok: true } : failure('attempt_ended');
  });
}

/** What is wrong with a sample, or what is kept of it. */
interface SampleTemplate {
  issues: readonly ErrorCode[];
  template: Template | undefined;
  print: Uint8Array;
}

async function faceTemplate(photo: Uint8Array, deps: AuthDeps): Promise<SampleTemplate> {
  const { issues, model, embedding, thumbnail } = await deps.observe.photo(photo, deps);
  return { issues, template: embedding && { model, embeddings: [embedding] }, print: packThumbnails([thumbnail]) };
}

async function voiceTemplate(kind: AttemptKind, recording: Uint8Array, deps: AuthDeps): Promise<SampleTemplate> {
  // A renewal is held against the old voice: its model listens too.
  const earlier = kind === 'renewal' ? (await deps.earlierVoices()).map(({ model: before }) => before) : [];
  const observed = await deps.observe.sentence(recording, deps, earlier);
  const { issues, model, embedding, peaks } = observed;
  const heardBefore = Object.fromEntries([...observed.earlier].map(([id, before]) => [id, [before]]));
  const others = { ...enrolmentsByModel(observed, await deps.voiceEnsemble()), ...heardBefore };
  const template = embedding && { model, embeddings: [embedding], others };
  return { issues, template, print: packPeaks(peaks) };
}
