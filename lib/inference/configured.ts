import { env } from '@/lib/env';
import type { ModelTask } from './manifest';

/** The model that the operator chose for a task; undefined for the manifest's default. */
export function configuredModel(task: ModelTask): string | undefined {
  return configuredModels(task)[0];
}

/** The model that the operator wants beside the first; undefined for none. */
export function configuredSecondModel(task: ModelTask): string | undefined {
  return configuredModels(task)[1];
}

function configuredModels(task: ModelTask): readonly string[] {
  return (task === 'voice-embedding' && env().VOICE_MODEL) || [];
}
