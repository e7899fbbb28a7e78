import type { Calibration } from '@/lib/decision/likelihood-ratio';
import type { Modality } from '@/lib/decision/modality';
import type { ModelCalibrations } from '@/lib/decision/policy-file';
import { SesameError } from '@/lib/errors';
import { findModel, type ModelPin, readManifest } from '@/lib/inference/manifest';

/** For one file against one, and for one file against many enrolled people. */
type FileCalibrations = Pick<ModelPin, 'pairs' | 'impostors'>;

/** The calibration of log-in by a voice model, from `models/manifest.json`. Throws `model_invalid` where the model has none. */
export async function voiceCalibration(
  modelId: string,
  modelsFolder?: string,
): Promise<NonNullable<ModelPin['calibration']>> {
  const { calibration } = findModel(await readManifest(modelsFolder), 'voice-embedding', modelId);
  if (!calibration) throw missing('calibration', modelId, 'calibrate');
  return calibration;
}

/** What log-in's similarities are worth by the models in use. Throws `model_invalid` where one was not calibrated. */
export async function loginCalibrations(
  voiceModelId: string,
  modelsFolder?: string,
): Promise<{ faceModelId: string } & ModelCalibrations> {
  const manifest = await readManifest(modelsFolder);
  const { embedding } = manifest.face;
  const { llr: voice, enrolment } = findModel(manifest, 'voice-embedding', voiceModelId);
  if (!embedding.llr || !voice) throw missing('llr', voice ? embedding.id : voiceModelId, 'calibrate');
  if (!embedding.calibration) throw missing('calibration', embedding.id, 'calibrate');
  const { similarity } = await voiceCalibration(voiceModelId, modelsFolder);
  const floors = { faceFloor: embedding.calibration.similarity, voiceFloor: similarity };
  const voiceEnrolmentDistance = enrolment?.maxDistance;
  return { faceModelId: embedding.id, face: embedding.llr, voice, ...floors, voiceEnrolmentDistance };
}

/** What similarities by a voice model are worth beside those of another. Throws `model_invalid` where it was not calibrated. */
export async function voiceRatio(modelId: string): Promise<Calibration> {
  const { llr } = findModel(await readManifest(), 'voice-embedding', modelId);
  if (!llr) throw missing('llr', modelId, 'calibrate');
  return llr;
}

/** What scores of mixtures are worth. Throws `model_invalid` where the background model was not calibrated. */
export async function mixtureRatio(): Promise<Calibration> {
  const { id, llr } = (await readManifest()).voiceBackground;
  if (!llr) throw missing('llr', id, 'calibrate');
  return llr;
}

/** A calibration of files by a model of either modality. Throws `model_invalid` where the model has none. */
export async function fileCalibration<Kind extends keyof FileCalibrations>(
  modality: Modality,
  modelId: string,
  kind: Kind,
): Promise<NonNullable<FileCalibrations[Kind]>> {
  const manifest = await readManifest();
  const model = modality === 'voice' ? findModel(manifest, 'voice-embedding', modelId) : manifest.face.embedding;
  const { [kind]: calibration }: FileCalibrations = model.id === modelId ? model : {};
  if (!calibration) throw missing(kind, modelId, 'calibrate');
  return calibration;
}

function missing(kind: string, modelId: string, command: string): SesameError {
  const detail = `models/manifest.json has no ${kind} of ${modelId}: npm run ${command} measures them`;
  return new SesameError('model_invalid', { detail });
}
