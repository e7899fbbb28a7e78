import { describe, expect, it } from 'vitest';
import type { Enrolment } from '@/lib/api/contract';
import { heldOf, type SignUpEvent, type SignUpState, signUpReducer, type TakingState, takenOf } from './state';

const enrolment: Enrolment = {
  attemptId: 'a'.repeat(32),
  name: 'ada',
  expiresAt: '2026-01-01T00:10:00Z',
  steps: [1, 2, 3, 4].map((digit) => ({ kind: 'say' as const, digits: [digit] })),
  photos: [false, false, false],
  recordings: [false, false, false, false],
};

function run(...events: SignUpEvent[]): SignUpState {
  return events.reduce(signUpReducer, { step: 'name', problem: null } as SignUpState);
}

const opening: SignUpEvent = { type: 'opened', enrolment, pressed: true };
const samples: SignUpEvent[] = [0, 1, 2, 3, 4, 5, 6].map((index) => ({
  type: 'accepted',
  index,
  thumbnail: `sample ${index}`,
}));
const photos = samples.slice(0, 3);

describe('a sign-up', () => {
  it('shows after a reload what was kept of the samples that the server holds, and nothing of others', () => {
    const held = { ...enrolment, photos: [true, true, false] };
    const kept = ['a', null, 'not held'];
    const state = run({ type: 'opened', enrolment: held, thumbnails: kept }) as TakingState;
    expect(state.taken.thumbnails).toEqual(['a', null, null, null, null, null, null]);
  });

  it('asks for one sample after the other, the photos first', () => {
    const start = run(opening) as TakingState;
    expect([start.step, start.index, start.pressed]).toEqual(['taking', 0, true]);
    expect((run(opening, photos[0]!) as TakingState).index).toBe(1);
    const seen = run(opening, ...photos) as TakingState;
    expect(seen.index).toBe(3);
    expect(seen.taken.thumbnails).toEqual(['sample 0', 'sample 1', 'sample 2', null, null, null, null]);
    expect(seen.taken.enrolment).toMatchObject({
      photos: [true, true, true],
      recordings: [false, false, false, false],
    });
    const all = run(opening, ...samples) as TakingState;
    expect(all.index).toBeNull();
    expect(heldOf(all.taken.enrolment)).toEqual(new Array(7).fill(true));
  });

  it('takes an accepted sample again without asking for the others', () => {
    const again = run(opening, ...samples, { type: 'chosen', index: 4 }) as TakingState;
    expect(again.index).toBe(4);
    const repeated = signUpReducer(again, { type: 'accepted', index: 4, thumbnail: 'new' }) as TakingState;
    expect(repeated.index).toBeNull();
    expect(repeated.taken.thumbnails[4]).toBe('new');
    expect(repeated.taken.thumbnails[3]).toBe('sample 3');
  });

  it('goes on after a reload where the server says it stands, and not by itself', () => {
    const held = { ...enrolment, photos: [true, true, true], recordings: [true, false, false, false] };
    const state = run({ type: 'resuming' }, { type: 'opened', enrolment: held }) as TakingState;
    expect([state.index, state.pressed]).toEqual([4, false]);
    expect(state.taken.thumbnails).toEqual(new Array(7).fill(null));
  });

  it('repeats the samples that the server has thrown away, and forgets their thumbnails alone', () => {
    const before = run(opening, ...samples, { type: 'finishing' });
    const left = { ...enrolment, photos: [true, true, true], recordings: [true, false, true, false] };
    const state = signUpReducer(before, { type: 'opened', enrolment: left, problem: 'digits_unclear' }) as TakingState;
    expect([state.index, state.problem]).toEqual([4, 'digits_unclear']);
    expect(state.taken.thumbnails).toEqual(['sample 0', 'sample 1', 'sample 2', 'sample 3', null, 'sample 5', null]);
  });

  it('keeps the samples when finishing fails on the way', () => {
    const state = run(opening, ...photos, { type: 'finishing' }, { type: 'unfinished', problem: { reason: 'busy' } });
    expect(state).toMatchObject({ step: 'unfinished', problem: { reason: 'busy' } });
    expect(takenOf(state)?.thumbnails.slice(0, 3)).toEqual(['sample 0', 'sample 1', 'sample 2']);
    expect(signUpReducer(state, { type: 'finishing' }).step).toBe('finishing');
  });

  it('keeps the samples when the name is refused, and asks for another name only', () => {
    const state = run(opening, ...samples, { type: 'finishing' }, { type: 'name_refused' });
    expect(state).toMatchObject({ step: 'rename', problem: { reason: 'not_recognised' } });
    expect(heldOf(takenOf(state)!.enrolment)).toEqual(new Array(7).fill(true));
    expect(signUpReducer(state, { type: 'finishing' })).toMatchObject({ step: 'finishing', problem: null });
    expect(run(opening, { type: 'name_refused' }).step).toBe('taking');
  });

  it('of a renewal has no photos', () => {
    const renewal = { ...enrolment, photos: [] };
    const state = run({ type: 'opened', enrolment: renewal }, samples[0]!, samples[1]!) as TakingState;
    expect(state.index).toBe(2);
    expect(state.taken.enrolment.recordings).toEqual([true, true, false, false]);
  });

  it('never shows the thumbnails of another attempt', () => {
    const other = { ...enrolment, attemptId: 'b'.repeat(32), photos: [true, false, false] };
    const state = run(opening, ...photos, { type: 'opened', enrolment: other }) as TakingState;
    expect(state.taken.thumbnails).toEqual(new Array(7).fill(null));
  });

  it('ignores a sample that is accepted after the end', () => {
    expect(run(opening, { type: 'ended', problem: { reason: 'cancelled' } }, photos[0]!)).toEqual({
      step: 'name',
      problem: { reason: 'cancelled' },
    });
  });
});
