import { describe, expect, it } from 'vitest';
import { type CaptureEvent, type CaptureState, captureReducer, isLive } from './state';

function run(...events: CaptureEvent[]): CaptureState {
  return events.reduce(captureReducer, { name: 'idle' } as CaptureState);
}

const toFraming: CaptureEvent[] = [{ type: 'asked' }, { type: 'devices_ready' }];
const toChecking: CaptureEvent[] = [
  ...toFraming,
  { type: 'counted', secondsLeft: 3 },
  { type: 'counted', secondsLeft: 2 },
  { type: 'counted', secondsLeft: 1 },
  { type: 'recording_started' },
  { type: 'recorded' },
  { type: 'sent' },
];

describe('a capture', () => {
  it('goes from a press to an accepted sample', () => {
    expect(run({ type: 'asked' })).toEqual({ name: 'asking_permission' });
    expect(run(...toFraming)).toEqual({ name: 'framing' });
    expect(run(...toFraming, { type: 'counted', secondsLeft: 3 })).toEqual({ name: 'counting_down', secondsLeft: 3 });
    expect(run(...toChecking)).toEqual({ name: 'checking' });
    expect(run(...toChecking, { type: 'accepted' })).toEqual({ name: 'accepted' });
  });

  it('records at once when the countdown is switched off', () => {
    expect(run(...toFraming, { type: 'recording_started' })).toEqual({
      name: 'recording',
      step: null,
      back: false,
    });
  });

  it('goes through the steps of a sample, and brings a turned head back', () => {
    const recording = run(...toFraming, { type: 'recording_started' }, { type: 'step_begun', step: 1 });
    expect(recording).toEqual({ name: 'recording', step: 1, back: false });
    const turned = captureReducer(recording, { type: 'turned' });
    expect(turned).toEqual({ name: 'recording', step: 1, back: true });
    expect(captureReducer(turned, { type: 'step_begun', step: 2 })).toEqual({
      name: 'recording',
      step: 2,
      back: false,
    });
    expect(run({ type: 'step_begun', step: 1 })).toEqual({ name: 'idle' });
    expect(run(...toFraming, { type: 'turned' })).toEqual({ name: 'framing' });
  });

  it('asks for the next sample without asking for the devices again', () => {
    expect(run(...toChecking, { type: 'accepted' }, { type: 'next' })).toEqual({ name: 'framing' });
    expect(run(...toChecking, { type: 'failed', failure: { ok: false, code: 'too_dark' } }, { type: 'next' })).toEqual({
      name: 'framing',
    });
  });

  it('names every problem with a device', () => {
    for (const problem of ['permission_denied', 'no_camera', 'no_microphone', 'device_busy'] as const) {
      const state = run({ type: 'asked' }, { type: 'device_failed', problem });
      expect(state).toEqual({ name: problem });
      expect(captureReducer(state, { type: 'asked' })).toEqual({ name: 'asking_permission' });
    }
  });

  it('tells refusal, lock, an ended attempt and a flaw of the sample apart', () => {
    const failed = (failure: Extract<CaptureEvent, { type: 'failed' }>['failure']): CaptureState =>
      run(...toChecking, { type: 'failed', failure });
    expect(failed({ ok: false, code: 'not_recognised' })).toEqual({ name: 'refused' });
    expect(failed({ ok: false, code: 'attempt_ended' })).toEqual({ name: 'timed_out' });
    expect(failed({ ok: false, code: 'too_blurred' })).toEqual({ name: 'retry', code: 'too_blurred' });
    expect(failed({ ok: false, code: 'too_many_attempts', retryAfterSeconds: 160 })).toEqual({
      name: 'locked',
      retryAfterSeconds: 160,
    });
  });

  it('goes back to framing when the person does not let a sample be sent, and only from there', () => {
    expect(captureReducer({ name: 'recording', step: 0, back: false }, { type: 'declined' })).toEqual({
      name: 'framing',
    });
    expect(run(...toChecking, { type: 'declined' })).toEqual({ name: 'checking' });
  });

  it('ignores an answer that comes after a cancel', () => {
    expect(run(...toChecking, { type: 'cancelled' }, { type: 'accepted' })).toEqual({ name: 'idle' });
    expect(run(...toFraming, { type: 'cancelled' }, { type: 'device_failed', problem: 'device_busy' })).toEqual({
      name: 'idle',
    });
  });

  it('takes a second press for the first one', () => {
    expect(run(...toChecking, { type: 'asked' })).toEqual({ name: 'checking' });
  });

  it('cannot be accepted before anything was recorded', () => {
    expect(run(...toFraming, { type: 'accepted' })).toEqual({ name: 'framing' });
    expect(run({ type: 'accepted' })).toEqual({ name: 'idle' });
  });

  it('ends every wait when time is up or the connection is gone', () => {
    expect(run({ type: 'asked' }, { type: 'timed_out' })).toEqual({ name: 'timed_out' });
    expect(run(...toChecking, { type: 'timed_out' })).toEqual({ name: 'timed_out' });
    expect(run(...toChecking, { type: 'went_offline' })).toEqual({ name: 'offline' });
    expect(run(...toFraming, { type: 'went_offline' })).toEqual({ name: 'framing' });
  });

  it('keeps the devices only while they are needed', () => {
    expect(isLive('recording')).toBe(true);
    for (const name of ['idle', 'checking', 'refused', 'locked', 'permission_denied'] as const)
      expect(isLive(name)).toBe(false);
  });
});
