import type { LivenessMode } from '@/lib/decision/challenge';
import { countPasskeys } from '@/lib/storage/passkeys';
import type { Session } from '@/lib/storage/sessions';
import type { Storage } from '@/lib/storage/storage';
import type { User } from '@/lib/storage/users';
import { type Assurance, levelOf } from './assurance';
import { renewalState } from './renewal-state';

/** What a session is good for: everything; the voice, or a passkey, before anything else; a way in, and nothing else; nothing at all. */
export type Standing = 'full' | 'voice_first' | 'passkey_first' | 'recovery' | 'none';

/** What somebody who is signed in wants to do. To log out, nobody is asked. */
export type Act = 'use_account' | 're_enrol' | 'add_passkey';

/** All that a session may do. What is not named here needs one that may do everything. */
const allowed: Record<Standing, readonly Act[]> = {
  full: ['use_account', 're_enrol', 'add_passkey'],
  voice_first: ['re_enrol'],
  passkey_first: ['add_passkey'],
  recovery: ['add_passkey', 're_enrol'],
  none: [],
};

/** Whether a session may do something. The one place that says so: pages, actions and streams ask here. */
export function may(standing: Standing, act: Act): boolean {
  return allowed[standing].includes(act);
}

/** Where somebody is led who may not do what they want. */
export function placeOf(standing: Exclude<Standing, 'none' | 'full'>): string {
  return standing === 'voice_first' ? '/renew_voice' : '/account/ways_in';
}

/** What a standing rests on besides the session. */
export interface StandingDeps {
  storage: Storage;
  assurance: Assurance;
  liveness: { mode: LivenessMode };
  voiceModel(): Promise<{ id: string }>;
}

/** What a session of a person is good for under today's policy. */
export async function standingOf(
  { user, session }: { user: User; session: Pick<Session, 'amr' | 'renewalPostponed'> },
  { storage, assurance, liveness, voiceModel }: StandingDeps,
): Promise<Standing> {
  switch (levelOf(session.amr, assurance)) {
    case 'none':
      return 'none';
    case 'recovery':
      return 'recovery';
    case 'half':
      // Who has a passkey was asked for it before there was a session; this one is from before the policy.
      return (await countPasskeys(storage, user.id)) > 0 ? 'none' : 'passkey_first';
    case 'full': {
      if (user.withdrawnAt) return 'full';
      const renewal = renewalState(user, session, (await voiceModel()).id, liveness.mode);
      return renewal === 'required' ? 'voice_first' : 'full';
    }
  }
}
