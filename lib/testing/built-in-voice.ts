import { readFileSync } from 'node:fs';
import { findModel, type ModelManifest, type ModelPin } from '@/lib/inference/manifest';

/** The voice model that is the manifest's default: tests know none by name. */
export const builtInVoice: ModelPin = findModel(
  JSON.parse(readFileSync('models/manifest.json', 'utf8')) as ModelManifest,
  'voice-embedding',
);

/** The gallery of everybody's voice, by that model. */
export const everyVoice = {
  modality: 'voice',
  model: builtInVoice.id,
  dimensions: builtInVoice.embeddingSize,
  members: 'all',
} as const;
