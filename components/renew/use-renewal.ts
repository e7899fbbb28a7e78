'use client';
import { useReducer } from 'react';
import { signInWithTicket } from '@/components/account/sign-in-with-ticket';
import { type Problem, type SignUpEvent, type SignUpState, signUpReducer, takenOf } from '@/components/sign-up/state';
import type { Failure, RenewalActions } from '@/lib/api/contract';

const offline: Problem = { reason: 'offline' };

/** What leaves the attempt open, and its samples to be taken again. */
const againWith: ReadonlySet<string> = new Set([
  'faces_differ',
  'voices_differ',
  'digits_unclear',
  'enrolment_incomplete',
  'not_recognised',
]);

const problemOf = ({ code, retryAfterSeconds }: Failure): Problem => ({ reason: code, retryAfterSeconds });

export interface RenewalFlow {
  /** As of a sign-up that has photos only, or recordings only; `name` stands for not begun. */
  state: SignUpState;
  dispatch: (event: SignUpEvent) => void;
  begin(): Promise<void>;
  finish(): Promise<void>;
}

/** The steps of a renewal against the server; samples are sent by the step itself. */
export function useRenewal(modality: 'face' | 'voice', { startRenewal, renew }: RenewalActions): RenewalFlow {
  const [state, dispatch] = useReducer(signUpReducer, { step: 'name', problem: null });
  const attemptId = takenOf(state)?.enrolment.attemptId;

  const begin = async (): Promise<void> => {
    dispatch({ type: 'resuming' });
    try {
      const result = await startRenewal({ modality });
      dispatch(
        result.ok
          ? { type: 'opened', enrolment: result, pressed: true }
          : { type: 'ended', problem: problemOf(result) },
      );
    } catch {
      dispatch({ type: 'ended', problem: offline });
    }
  };

  const finish = async (): Promise<void> => {
    if (attemptId === undefined) return;
    dispatch({ type: 'finishing' });
    try {
      const result = await renew({ attemptId });
      if (result.ok) {
        const signedIn = await signInWithTicket(result.ticket).catch(() => false);
        // A whole new page: nothing from before may come from a cache.
        return window.location.assign(signedIn ? '/protected' : '/log_in');
      }
      if (!againWith.has(result.code)) return dispatch({ type: 'unfinished', problem: problemOf(result) });
      const resumed = await startRenewal({ modality });
      dispatch(
        resumed.ok
          ? { type: 'opened', enrolment: resumed, problem: result.code }
          : { type: 'ended', problem: problemOf(resumed) },
      );
    } catch {
      dispatch({ type: 'unfinished', problem: offline });
    }
  };

  return { state, dispatch, begin, finish };
}
