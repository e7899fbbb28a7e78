import { SesameError } from '@/lib/errors';
import { findModel, type ModelPin, readManifest } from '@/lib/inference/manifest';
import type { Modality } from '@/lib/storage/template';

/** For one file against one, and for one file against many enrolled people. */
type FileCalibrations = Pick<ModelPin, 'pairs' | 'impostors'>;

/** The calibration of log-in by a voice model, from `models/manifest.json`. Throws `model_invalid` where the model has none. */
export async function voiceCalibration(modelId: string): Promise<NonNullable<ModelPin['calibration']>> {
  const { calibration } = findModel(await readManifest(), 'voice-embedding', modelId);
  if (!calibration) throw missing('calibration', modelId, 'voice');
  return calibration;
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
  if (!calibration) throw missing(kind, modelId, modality);
  return calibration;
}

function missing(kind: string, modelId: string, modality: Modality): SesameError {
  const detail = `models/manifest.json has no ${kind} of ${modelId}: npm run evaluate -- ${modality} measures them`;
  return new SesameError('model_invalid', { detail });
}
