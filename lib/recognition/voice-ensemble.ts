import type { Calibration } from '@/lib/decision/likelihood-ratio';
import { configuredSecondModel } from '@/lib/inference/configured';
import { type VoiceBackground, type VoiceModel, voiceBackground, voiceModel } from '@/lib/voice/model';
import { mixtureRatio, voiceRatio } from './calibration';

/** Who hears a voice beside the model that templates and galleries are about, and what their word is worth. */
export interface VoiceEnsemble {
  /** The second model of `VOICE_MODEL`. */
  second: { model: VoiceModel; calibration: Calibration } | undefined;
  background: VoiceBackground & { calibration: Calibration };
}

/** Loads them. Throws `model_invalid` for one that is unknown, missing or not calibrated; the detail names it. */
export async function voiceEnsemble(): Promise<VoiceEnsemble> {
  const id = configuredSecondModel('voice-embedding');
  const [second, background, calibration] = await Promise.all([
    id === undefined ? undefined : secondModel(id),
    voiceBackground(),
    mixtureRatio(),
  ]);
  return { second, background: { ...background, calibration } };
}

async function secondModel(id: string): Promise<VoiceEnsemble['second']> {
  const calibration = await voiceRatio(id);
  return { model: await voiceModel(id), calibration };
}

let loaded: Promise<VoiceEnsemble> | undefined;

/** That of this process, loaded once; after a failure again. Throws as `voiceEnsemble` does. */
export function configuredEnsemble(): Promise<VoiceEnsemble> {
  loaded ??= voiceEnsemble().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}
