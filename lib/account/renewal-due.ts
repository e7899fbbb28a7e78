import type { AuthDeps } from '@/lib/auth/deps';
import { postponeRenewal, type Session } from '@/lib/storage/sessions';
import { noteSaidDigits, noteVoiceModel, type User } from '@/lib/storage/users';
import { enrolledSamples } from './enrolled-samples';

/**
 * Whether the voice of a person was enrolled with another model than the one in use, or without the digits that log-ins ask for: asks the
 * sealed templates. Where only the row says so, because of a crash between the two, the row is corrected. Nobody has to who took their
 * consent back. Throws `storage_damaged`.
 */
export async function hasToRenew(user: User, deps: AuthDeps): Promise<boolean> {
  if (user.withdrawnAt) return false;
  const { enrolled, current, saidDigits, isOutdated } = await enrolledSamples(user, 'voice', deps);
  if (enrolled.model === current && user.voiceModel !== current) await noteVoiceModel(deps.storage, user.id, current);
  if (saidDigits && !user.saidDigits) await noteSaidDigits(deps.storage, user.id);
  return isOutdated;
}

/** Leaves a renewal for another time, where the session knows the voice: one that does not can do nothing else. */
export async function postpone(
  { amr, hash }: Pick<Session, 'amr' | 'hash'>,
  { storage }: Pick<AuthDeps, 'storage'>,
): Promise<void> {
  if (amr.includes('voice')) await postponeRenewal(storage, hash);
}
