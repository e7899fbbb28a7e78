import { SesameError } from '@/lib/errors';
import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';
import { templatesOf } from '@/lib/recognition/dummy-templates';
import { isId, USER_ID } from '@/lib/storage/ids';
import { derivedKey } from '@/lib/storage/keys/derived-key';
import type { Storage } from '@/lib/storage/storage';
import { probeFor } from '@/lib/storage/template';
import { findUserById, findUserByName, nameKey, type User } from '@/lib/storage/users';
import type { Cohort } from '@/lib/voice/score';
import type { Caller } from './caller';
import { dummyVoice } from './dummy-voice';

/** The voice that a stream is compared with. */
export interface Claim {
  /** False for a stand-in: then nobody is ever the same. */
  enrolled: boolean;
  /** Cosine similarity with the mean of the enrolled embeddings, as log-in compares. */
  similarity(embedding: Embedding): number;
}

/**
 * Whose voice it is said to be. An unknown name, and a template of another model, cost and answer the same as a stranger's.
 * Throws `not_recognised` when the caller may not ask about that person.
 */
export async function claimVoice(
  person: string,
  caller: Caller,
  modelId: string,
  cohort: Cohort | undefined,
  storage: Storage,
): Promise<Claim> {
  if (caller.kind === 'person' && !isSelf(person, caller.user)) throw new SesameError('not_recognised');
  const user = await (isId(person, USER_ID) ? findUserById(storage, person) : findUserByName(storage, person));
  const { voice } = await templatesOf(storage, user);
  const enrolled = voice.model === modelId;
  const mean = meanEmbedding(voice.embeddings);
  return {
    enrolled,
    similarity: (embedding) => {
      const dummy = dummyVoice(person, derivedKey(storage.sessionSecret, 'stand-in voices'), embedding.length, cohort);
      // Turned for the stand-in too: whether somebody is enrolled must not be told by the time.
      const probe = probeFor(voice, embedding);
      return enrolled ? cosineSimilarity(probe, mean) : cosineSimilarity(embedding, dummy);
    },
  };
}

function isSelf(person: string, user: User): boolean {
  return person === user.id || nameKey(person) === user.nameKey;
}
