import type { Enrolment } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';

export type Kind = 'photo' | 'recording';

/** What the browser keeps of an accepted sample to show it: a picture as a data URL, or the outline of a sound. */
export type Thumbnail = string | number[];

/** Why a sign-up stopped, or cannot go on. */
export interface Problem {
  reason: ErrorCode | 'cancelled' | 'offline';
  retryAfterSeconds?: number;
}

/** Where a sign-up stands. */
export type SignUpState =
  | { step: 'resuming' }
  | { step: 'name'; problem: Problem | null }
  | TakingState
  | { step: 'finishing' | 'unfinished'; taken: Taken; problem: Problem | null }
  | { step: 'registered' }
  | { step: 'done'; signedIn: boolean };

export interface Taken {
  enrolment: Enrolment;
  photos: (Thumbnail | null)[];
  recordings: (Thumbnail | null)[];
}

/** Taking the samples of one kind; `index` is the one to take next, null when none is missing. */
export interface TakingState {
  step: 'face' | 'voice';
  taken: Taken;
  index: number | null;
  problem: ErrorCode | null;
}

export type SignUpEvent =
  | { type: 'resuming' }
  | { type: 'opened'; enrolment: Enrolment; problem?: ErrorCode }
  | { type: 'accepted'; kind: Kind; index: number; thumbnail: Thumbnail }
  | { type: 'chosen'; index: number }
  | { type: 'went_to'; step: 'face' | 'voice' }
  | { type: 'finishing' }
  | { type: 'unfinished'; problem: Problem }
  | { type: 'registered' }
  | { type: 'done'; signedIn: boolean }
  | { type: 'ended'; problem: Problem };

/** The next state; an event that does not fit the state changes nothing. */
export function signUpReducer(state: SignUpState, event: SignUpEvent): SignUpState {
  switch (event.type) {
    case 'resuming':
      return { step: 'resuming' };
    case 'opened':
      return opened(takenOf(state), event.enrolment, event.problem ?? null);
    case 'accepted':
      return isTaking(state) ? accepted(state, event) : state;
    case 'chosen':
      return isTaking(state) ? { ...state, index: event.index, problem: null } : state;
    case 'went_to': {
      const taken = takenOf(state);
      return taken ? { step: event.step, taken, index: missing(taken.enrolment, event.step), problem: null } : state;
    }
    case 'finishing': {
      const taken = takenOf(state);
      return taken ? { step: 'finishing', taken, problem: null } : state;
    }
    case 'unfinished':
      return state.step === 'finishing' ? { ...state, step: 'unfinished', problem: event.problem } : state;
    case 'registered':
      return { step: 'registered' };
    case 'done':
      return { step: 'done', signedIn: event.signedIn };
    case 'ended':
      return { step: 'name', problem: event.problem };
  }
}

/** Whether samples are being taken. */
export function isTaking(state: SignUpState): state is TakingState {
  return state.step === 'face' || state.step === 'voice';
}

/** What was taken so far, in the states that know. */
export function takenOf(state: SignUpState): Taken | null {
  return 'taken' in state ? state.taken : null;
}

/** The first sample of a step that the server does not hold, or null. */
export function missing(enrolment: Enrolment, step: 'face' | 'voice'): number | null {
  const index = (step === 'face' ? enrolment.photos : enrolment.recordings).indexOf(false);
  return index === -1 ? null : index;
}

/** A sign-up as the server knows it: at the first step that misses a sample, with the thumbnails that still hold. */
function opened(before: Taken | null, enrolment: Enrolment, problem: ErrorCode | null): TakingState {
  const same = before?.enrolment.attemptId === enrolment.attemptId ? before : null;
  const taken = {
    enrolment,
    photos: enrolment.photos.map((held, i) => (held ? (same?.photos[i] ?? null) : null)),
    recordings: enrolment.recordings.map((held, i) => (held ? (same?.recordings[i] ?? null) : null)),
  };
  const step = missing(enrolment, 'face') === null ? 'voice' : 'face';
  return { step, taken, index: missing(enrolment, step), problem };
}

function accepted(
  state: TakingState,
  { kind, index, thumbnail }: Extract<SignUpEvent, { type: 'accepted' }>,
): TakingState {
  const { enrolment } = state.taken;
  const held = (list: boolean[]): boolean[] => list.map((value, i) => value || i === index);
  const shown = (list: (Thumbnail | null)[]): (Thumbnail | null)[] =>
    list.map((old, i) => (i === index ? thumbnail : old));
  const taken: Taken =
    kind === 'photo'
      ? {
          ...state.taken,
          enrolment: { ...enrolment, photos: held(enrolment.photos) },
          photos: shown(state.taken.photos),
        }
      : {
          ...state.taken,
          enrolment: { ...enrolment, recordings: held(enrolment.recordings) },
          recordings: shown(state.taken.recordings),
        };
  return { ...state, taken, index: missing(taken.enrolment, state.step), problem: null };
}
