import type { LivenessMode } from '@/lib/decision/challenge';
import type { Session } from '@/lib/storage/sessions';
import type { User } from '@/lib/storage/users';

/**
 * What is asked of a session about the voice, after a change of the voice model, and of who has never said digits: nothing; four strings
 * of digits, now or later; or the strings before anything else, because no voice was recognised when it was opened, or because log-ins
 * ask for digits. Who came in by a passkey may put it off: nothing rests on the voice then.
 */
export type RenewalState = 'none' | 'offered' | 'postponed' | 'required';

/**
 * That of a session and its person, as far as their row knows.
 *
 * @param current id of the voice model in use
 */
export function renewalState(
  { voiceModel, saidDigits }: Pick<User, 'voiceModel' | 'saidDigits'>,
  { amr, renewalPostponed }: Pick<Session, 'amr' | 'renewalPostponed'>,
  current: string,
  liveness: LivenessMode,
): RenewalState {
  const lacksDigits = !saidDigits && liveness !== 'off';
  if (voiceModel === current && !lacksDigits) return 'none';
  const byPasskey = amr.includes('passkey');
  if (!byPasskey && (!amr.includes('voice') || (lacksDigits && liveness === 'required'))) return 'required';
  return renewalPostponed ? 'postponed' : 'offered';
}
