import { SesameError } from '@/lib/errors';
import { findModel, type ModelPin, readManifest } from '@/lib/inference/manifest';

/** A calibration of a voice model in `models/manifest.json`. Throws `model_invalid` where the model has none. */
export async function voiceCalibration<Kind extends 'calibration' | 'pairs' | 'impostors'>(
  modelId: string,
  kind: Kind,
): Promise<NonNullable<ModelPin[Kind]>> {
  const calibration = findModel(await readManifest(), 'voice-embedding', modelId)[kind];
  if (calibration) return calibration;
  const detail = `models/manifest.json has no ${kind} calibration of ${modelId}: npm run evaluate -- voice measures one`;
  throw new SesameError('model_invalid', { detail });
}
