import type { Failure } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';

/** What may keep a camera or a microphone from us. */
export type DeviceProblem =
  | 'permission_denied'
  | 'no_camera'
  | 'no_microphone'
  | 'device_busy'
  | 'insecure_origin'
  | 'unsupported';

/** Where a capture stands. While recording: at which step of the sample, null before the first, and whether a head that was turned is to come back. */
export type CaptureState =
  | { name: 'idle' | 'asking_permission' | 'framing' | 'uploading' | 'checking' }
  | { name: 'recording'; step: number | null; back: boolean }
  | { name: DeviceProblem }
  | { name: 'counting_down'; secondsLeft: number }
  | { name: 'accepted' | 'timed_out' | 'offline' }
  | { name: 'refused'; triesLeft?: number | undefined }
  | { name: 'retry'; code: ErrorCode }
  | { name: 'locked'; retryAfterSeconds: number };

export type CaptureStateName = CaptureState['name'];

export type CaptureEvent =
  | { type: 'asked' }
  | { type: 'device_failed'; problem: DeviceProblem }
  | { type: 'devices_ready' }
  | { type: 'counted'; secondsLeft: number }
  | { type: 'recording_started' }
  | { type: 'step_begun'; step: number }
  | { type: 'turned' }
  | { type: 'recorded' }
  | { type: 'declined' }
  | { type: 'sent' }
  | { type: 'accepted' }
  | { type: 'failed'; failure: Failure }
  | { type: 'timed_out' }
  | { type: 'went_offline' }
  | { type: 'next' }
  | { type: 'cancelled' };

/** Used when the server said for how long to wait without saying how long. */
const DEFAULT_WAIT_SECONDS = 180;

/** The states in which something runs that can fail, time out or lose its connection. */
const running: ReadonlySet<CaptureStateName> = new Set([
  'asking_permission',
  'framing',
  'counting_down',
  'recording',
  'uploading',
  'checking',
]);

/** The states from which an event may come; an event that is not listed may come from every state. */
const allowedFrom: Partial<Record<CaptureEvent['type'], ReadonlySet<CaptureStateName>>> = {
  device_failed: running,
  devices_ready: new Set(['asking_permission']),
  counted: new Set(['framing', 'counting_down']),
  recording_started: new Set(['framing', 'counting_down']),
  step_begun: new Set(['recording']),
  turned: new Set(['recording']),
  recorded: new Set(['recording']),
  declined: new Set(['recording']),
  sent: new Set(['uploading']),
  accepted: new Set(['uploading', 'checking']),
  failed: running,
  timed_out: new Set([...running, 'retry']),
  went_offline: new Set(['asking_permission', 'uploading', 'checking']),
  next: new Set(['accepted', 'retry']),
};

/** The next state. An event that cannot come in this state changes nothing: late answers of ended work are harmless. */
export function captureReducer(state: CaptureState, event: CaptureEvent): CaptureState {
  const from = allowedFrom[event.type];
  if (from && !from.has(state.name)) return state;
  switch (event.type) {
    case 'asked':
      return running.has(state.name) ? state : { name: 'asking_permission' };
    case 'device_failed':
      return { name: event.problem };
    case 'devices_ready':
    case 'declined':
    case 'next':
      return { name: 'framing' };
    case 'counted':
      return { name: 'counting_down', secondsLeft: event.secondsLeft };
    case 'recording_started':
      return { name: 'recording', step: null, back: false };
    case 'step_begun':
      return { name: 'recording', step: event.step, back: false };
    case 'turned':
      return state.name === 'recording' ? { ...state, back: true } : state;
    case 'recorded':
      return { name: 'uploading' };
    case 'sent':
      return { name: 'checking' };
    case 'accepted':
      return { name: 'accepted' };
    case 'failed':
      return afterFailure(event.failure);
    case 'timed_out':
      return { name: 'timed_out' };
    case 'went_offline':
      return { name: 'offline' };
    case 'cancelled':
      return { name: 'idle' };
  }
}

/** The state that a failure of the server leads to. */
export function afterFailure({ code, retryAfterSeconds, triesLeft }: Failure): CaptureState {
  if (code === 'not_recognised') return { name: 'refused', triesLeft };
  if (code === 'attempt_ended') return { name: 'timed_out' };
  if (code === 'too_many_attempts')
    return { name: 'locked', retryAfterSeconds: retryAfterSeconds ?? DEFAULT_WAIT_SECONDS };
  return { name: 'retry', code };
}

/** Whether the camera or the microphone may be on in this state. */
export function isLive(name: CaptureStateName): boolean {
  return name === 'framing' || name === 'counting_down' || name === 'recording';
}

/** Whether a sample is on its way to the server, or there. */
export function isWithServer(name: CaptureStateName): boolean {
  return name === 'uploading' || name === 'checking';
}
