import { env } from '@/lib/env';
import type { ModelTask } from '@/lib/inference/manifest';

/** The model that the operator chose for a task; undefined for the manifest's default. */
export function configuredModel(task: ModelTask): string | undefined {
  return task === 'voice-embedding' ? env().VOICE_MODEL : undefined;
}
