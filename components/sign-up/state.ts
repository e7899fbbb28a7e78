import type { Enrolment } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';

/** What the browser keeps of an accepted sample to show it: a picture as a data URL, or the outline of a sound. */
export type Thumbnail = string | number[];

/** Why a sign-up stopped, or cannot go on. */
export interface Problem {
  reason: ErrorCode | 'cancelled' | 'offline';
  retryAfterSeconds?: number;
}

/** Where a sign-up stands; `rename`: the samples are kept, and another name is asked for. */
export type SignUpState =
  | { step: 'resuming' }
  | { step: 'name'; problem: Problem | null }
  | TakingState
  | { step: 'finishing' | 'unfinished' | 'rename'; taken: Taken; problem: Problem | null }
  | { step: 'registered' }
  | { step: 'done'; signedIn: boolean };

export interface Taken {
  enrolment: Enrolment;
  /** Of all samples, the photos first. */
  thumbnails: (Thumbnail | null)[];
}

/** Taking the samples, photos first; `index` is the one to take next, null when none is missing. */
export interface TakingState {
  step: 'taking';
  taken: Taken;
  index: number | null;
  problem: ErrorCode | null;
  /** Whether the person has just pressed for it: then camera and microphone go on by themselves. */
  pressed: boolean;
}

export type SignUpEvent =
  | { type: 'resuming' }
  | { type: 'opened'; enrolment: Enrolment; problem?: ErrorCode; pressed?: boolean; thumbnails?: (Thumbnail | null)[] }
  | { type: 'accepted'; index: number; thumbnail: Thumbnail }
  | { type: 'chosen'; index: number }
  | { type: 'finishing' }
  | { type: 'unfinished'; problem: Problem }
  | { type: 'name_refused' }
  | { type: 'registered' }
  | { type: 'done'; signedIn: boolean }
  | { type: 'ended'; problem: Problem };

/** The next state; an event that does not fit the state changes nothing. */
export function signUpReducer(state: SignUpState, event: SignUpEvent): SignUpState {
  switch (event.type) {
    case 'resuming':
      return { step: 'resuming' };
    case 'opened':
      return opened(takenOf(state), event);
    case 'accepted':
      return state.step === 'taking' ? accepted(state, event) : state;
    case 'chosen':
      return state.step === 'taking' ? { ...state, index: event.index, problem: null } : state;
    case 'finishing': {
      const taken = takenOf(state);
      return taken ? { step: 'finishing', taken, problem: null } : state;
    }
    case 'unfinished':
      return state.step === 'finishing' ? { ...state, step: 'unfinished', problem: event.problem } : state;
    case 'name_refused':
      return state.step === 'finishing' ? { ...state, step: 'rename', problem: { reason: 'not_recognised' } } : state;
    case 'registered':
      return { step: 'registered' };
    case 'done':
      return { step: 'done', signedIn: event.signedIn };
    case 'ended':
      return { step: 'name', problem: event.problem };
  }
}

/** What was taken so far, in the states that know. */
export function takenOf(state: SignUpState): Taken | null {
  return 'taken' in state ? state.taken : null;
}

/** Which samples the server holds, the photos first. */
export function heldOf({ photos, recordings }: Enrolment): boolean[] {
  return [...photos, ...recordings];
}

/** The first sample that the server does not hold, or null. */
function missing(enrolment: Enrolment): number | null {
  const index = heldOf(enrolment).indexOf(false);
  return index === -1 ? null : index;
}

/** A sign-up as the server knows it: at the first sample that is missing, with the thumbnails that still hold. */
function opened(
  before: Taken | null,
  { enrolment, problem, pressed = false, thumbnails: kept = [] }: Extract<SignUpEvent, { type: 'opened' }>,
): TakingState {
  const known = before?.enrolment.attemptId === enrolment.attemptId ? before.thumbnails : kept;
  const thumbnails = heldOf(enrolment).map((held, i) => (held ? (known[i] ?? null) : null));
  return {
    step: 'taking',
    taken: { enrolment, thumbnails },
    index: missing(enrolment),
    problem: problem ?? null,
    pressed,
  };
}

function accepted(state: TakingState, { index, thumbnail }: Extract<SignUpEvent, { type: 'accepted' }>): TakingState {
  const { enrolment, thumbnails } = state.taken;
  const { photos, recordings } = enrolment;
  const and = (list: boolean[], at: number): boolean[] => list.map((held, i) => held || i === at);
  const now: Enrolment = {
    ...enrolment,
    photos: and(photos, index),
    recordings: and(recordings, index - photos.length),
  };
  const taken: Taken = { enrolment: now, thumbnails: thumbnails.map((old, i) => (i === index ? thumbnail : old)) };
  return { ...state, taken, index: missing(now), problem: null };
}
