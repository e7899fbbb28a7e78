'use client';
import { useCallback, useEffect, useReducer } from 'react';
import { signInWithTicket } from '@/components/account/sign-in-with-ticket';
import { recallInTab, rememberInTab } from '@/components/capture/remembered';
import type { EnrolmentActions, Failure } from '@/lib/api/contract';
import { keepThumbnails, keptThumbnails } from './kept-thumbnails';
import { type Problem, type SignUpEvent, type SignUpState, signUpReducer, takenOf } from './state';

/** The attempt, for a reload to go on with. */
const ATTEMPT = 'sign-up';

/** What ended a sign-up, by the server's word. */
function ended({ code, retryAfterSeconds }: Failure): { type: 'ended'; problem: Problem } {
  return { type: 'ended', problem: { reason: code, retryAfterSeconds } };
}

export interface SignUpFlow {
  state: SignUpState;
  dispatch: (event: SignUpEvent) => void;
  begin(name: string): Promise<void>;
  /** Under the name that was begun with, or under another one. */
  finish(name?: string): Promise<void>;
  /** Ends the sign-up; the server deletes what it holds. */
  cancel(): Promise<void>;
  end(event: SignUpEvent): void;
}

/** The steps of a sign-up against the server; samples are sent by the steps themselves. */
export function useSignUp(actions: EnrolmentActions): SignUpFlow {
  const [state, dispatch] = useReducer(signUpReducer, { step: 'name', problem: null });
  const { startEnrolment, resumeEnrolment, signUp, cancelEnrolment } = actions;
  const taken = takenOf(state);
  const attemptId = taken?.enrolment.attemptId;

  useEffect(() => {
    if (taken) keepThumbnails({ attemptId: taken.enrolment.attemptId, thumbnails: taken.thumbnails });
  }, [taken]);

  const end = useCallback((event: SignUpEvent) => {
    rememberInTab(ATTEMPT, null);
    keepThumbnails(null);
    dispatch(event);
  }, []);

  useEffect(() => {
    const remembered = recallInTab(ATTEMPT);
    if (remembered === null) return;
    dispatch({ type: 'resuming' });
    resumeEnrolment({ attemptId: remembered })
      .then((result) => {
        if (result.ok) dispatch({ type: 'opened', enrolment: result, thumbnails: keptThumbnails(remembered) });
        else end(ended(result));
      })
      // The attempt may well live on: it is kept for the next reload.
      .catch(() => dispatch({ type: 'ended', problem: { reason: 'offline' } }));
  }, [resumeEnrolment, end]);

  const begin = async (name: string): Promise<void> => {
    try {
      const result = await startEnrolment({ name, consent: true });
      if (!result.ok) return dispatch(ended(result));
      rememberInTab(ATTEMPT, result.attemptId);
      dispatch({ type: 'opened', enrolment: result, pressed: true });
    } catch {
      dispatch({ type: 'ended', problem: { reason: 'offline' } });
    }
  };

  const finish = async (name?: string): Promise<void> => {
    if (attemptId === undefined) return;
    dispatch({ type: 'finishing' });
    try {
      const result = await signUp({ attemptId, name });
      if (result.ok) {
        return end({ type: 'done', signedIn: await signInWithTicket(result.ticket).catch(() => false) });
      }
      switch (result.code) {
        case 'already_registered':
          return end({ type: 'registered' });
        case 'not_recognised':
          return dispatch({ type: 'name_refused' });
        case 'attempt_ended':
          return end(ended(result));
        case 'faces_differ':
        case 'voices_differ':
        case 'digits_unclear':
        case 'enrolment_incomplete': {
          const resumed = await resumeEnrolment({ attemptId });
          if (resumed.ok) return dispatch({ type: 'opened', enrolment: resumed, problem: result.code });
          return end(ended(resumed));
        }
        default:
          return dispatch({ ...ended(result), type: 'unfinished' });
      }
    } catch {
      dispatch({ type: 'unfinished', problem: { reason: 'offline' } });
    }
  };

  const cancel = async (): Promise<void> => {
    end({ type: 'ended', problem: { reason: 'cancelled' } });
    // Should this not arrive, the server ends the attempt by itself when its time is over.
    if (attemptId !== undefined) await cancelEnrolment({ attemptId }).catch(() => undefined);
  };

  return { state, dispatch, begin, finish, cancel, end };
}
