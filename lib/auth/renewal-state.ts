import type { Session } from '@/lib/storage/sessions';
import type { User } from '@/lib/storage/users';

/**
 * What is asked of a session about the voice, after a change of the voice model: nothing; three sentences, now or later; or three
 * sentences before anything else, because no voice was recognised when it was opened.
 */
export type RenewalState = 'none' | 'offered' | 'postponed' | 'required';

/**
 * That of a session and its person, as far as their row knows.
 *
 * @param current id of the voice model in use
 */
export function renewalState(
  { voiceModel }: Pick<User, 'voiceModel'>,
  { amr, renewalPostponed }: Pick<Session, 'amr' | 'renewalPostponed'>,
  current: string,
): RenewalState {
  if (voiceModel === current) return 'none';
  if (!amr.includes('voice')) return 'required';
  return renewalPostponed ? 'postponed' : 'offered';
}
