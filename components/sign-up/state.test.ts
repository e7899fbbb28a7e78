import { describe, expect, it } from 'vitest';
import type { Enrolment } from '@/lib/api/contract';
import { type SignUpEvent, type SignUpState, signUpReducer, type TakingState } from './state';

const enrolment: Enrolment = {
  attemptId: 'a'.repeat(32),
  name: 'ada',
  expiresAt: '2026-01-01T00:10:00Z',
  steps: [1, 2, 3].map((digit) => ({ kind: 'say' as const, digits: [digit] })),
  photos: [false, false, false],
  recordings: [false, false, false],
};

function run(...events: SignUpEvent[]): SignUpState {
  return events.reduce(signUpReducer, { step: 'name', problem: null } as SignUpState);
}

const photos: SignUpEvent[] = [0, 1, 2].map((index) => ({
  type: 'accepted',
  kind: 'photo',
  index,
  thumbnail: `photo ${index}`,
}));

describe('a sign-up', () => {
  it('asks for one sample after the other', () => {
    const start = run({ type: 'opened', enrolment }) as TakingState;
    expect([start.step, start.index]).toEqual(['face', 0]);
    expect((run({ type: 'opened', enrolment }, photos[0]!) as TakingState).index).toBe(1);
    const all = run({ type: 'opened', enrolment }, ...photos) as TakingState;
    expect([all.step, all.index]).toEqual(['face', null]);
    expect(all.taken.photos).toEqual(['photo 0', 'photo 1', 'photo 2']);
  });

  it('goes on to the voice only when asked, and back', () => {
    const voice = run({ type: 'opened', enrolment }, ...photos, { type: 'went_to', step: 'voice' }) as TakingState;
    expect([voice.step, voice.index]).toEqual(['voice', 0]);
    const back = signUpReducer(voice, { type: 'went_to', step: 'face' }) as TakingState;
    expect([back.step, back.index]).toEqual(['face', null]);
  });

  it('takes an accepted sample again without asking for the others', () => {
    const again = run({ type: 'opened', enrolment }, ...photos, { type: 'chosen', index: 1 }) as TakingState;
    expect(again.index).toBe(1);
    const repeated = signUpReducer(again, {
      type: 'accepted',
      kind: 'photo',
      index: 1,
      thumbnail: 'new',
    }) as TakingState;
    expect(repeated.index).toBeNull();
    expect(repeated.taken.photos).toEqual(['photo 0', 'new', 'photo 2']);
  });

  it('goes on after a reload where the server says it stands', () => {
    const held = { ...enrolment, photos: [true, true, true], recordings: [true, false, false] };
    const state = run({ type: 'resuming' }, { type: 'opened', enrolment: held }) as TakingState;
    expect([state.step, state.index]).toEqual(['voice', 1]);
    expect(state.taken.photos).toEqual([null, null, null]);
  });

  it('repeats the photos that the server has thrown away, and forgets their thumbnails', () => {
    const before = run(
      { type: 'opened', enrolment },
      ...photos,
      { type: 'went_to', step: 'voice' },
      { type: 'finishing' },
    );
    const state = signUpReducer(before, { type: 'opened', enrolment, problem: 'faces_differ' }) as TakingState;
    expect([state.step, state.index, state.problem]).toEqual(['face', 0, 'faces_differ']);
    expect(state.taken.photos).toEqual([null, null, null]);
  });

  it('keeps the samples when finishing fails on the way', () => {
    const state = run(
      { type: 'opened', enrolment },
      ...photos,
      { type: 'finishing' },
      { type: 'unfinished', problem: { reason: 'busy' } },
    );
    expect(state).toMatchObject({
      step: 'unfinished',
      problem: { reason: 'busy' },
      taken: { photos: ['photo 0', 'photo 1', 'photo 2'] },
    });
    expect(signUpReducer(state, { type: 'finishing' }).step).toBe('finishing');
  });

  it('never shows the thumbnails of another attempt', () => {
    const other = { ...enrolment, attemptId: 'b'.repeat(32), photos: [true, false, false] };
    const state = run({ type: 'opened', enrolment }, ...photos, { type: 'opened', enrolment: other }) as TakingState;
    expect(state.taken.photos).toEqual([null, null, null]);
  });

  it('ignores a sample that is accepted after the end', () => {
    expect(run({ type: 'opened', enrolment }, { type: 'ended', problem: { reason: 'cancelled' } }, photos[0]!)).toEqual(
      {
        step: 'name',
        problem: { reason: 'cancelled' },
      },
    );
  });
});
