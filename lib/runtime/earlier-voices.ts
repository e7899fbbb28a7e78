import type { SecurityLevel } from '@/lib/decision/operating-point';
import type { Policy } from '@/lib/decision/policy';
import { asSesameError } from '@/lib/errors';
import type { EarlierVoice } from '@/lib/recognition/earlier-voice';
import { voiceModel } from '@/lib/voice/model';
import { earlierPolicy } from './policy';

/** What there is to compare people with whose voice was enrolled before a change of model, and what the operator should know of it. */
export interface FoundVoices {
  voices: readonly EarlierVoice[];
  /** One line a model. */
  messages: readonly string[];
}

interface ModelInUse {
  id: string;
  policy: Policy;
}

/**
 * Loads every voice model that people are enrolled with besides the one in use, where its file is whole and it is calibrated.
 *
 * @param people how many are enrolled with each model, by id
 */
export async function findEarlierVoices(
  people: ReadonlyMap<string, number>,
  inUse: ModelInUse,
  level: SecurityLevel,
  modelsFolder?: string,
): Promise<FoundVoices> {
  const voices: EarlierVoice[] = [];
  const messages: string[] = [];
  for (const [id, count] of people) {
    if (id === inUse.id) continue;
    try {
      const policy = await earlierPolicy(id, inUse.policy, level, modelsFolder);
      voices.push({ model: await voiceModel(id, modelsFolder === undefined ? {} : { folder: modelsFolder }), policy });
      messages.push(
        `voice model ${id}: ${count} enrolled with it; it listens to every log-in until they are with ${inUse.id}`,
      );
    } catch (error) {
      const reason = asSesameError(error);
      if (reason?.code !== 'model_invalid') throw error;
      messages.push(
        `voice model ${id}: ${count} enrolled with it, and it cannot be used (${reason.message}): they log in with a code (npm run people -- renewal-code NAME)`,
      );
    }
  }
  return { voices, messages };
}
