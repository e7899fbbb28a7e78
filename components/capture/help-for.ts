import type { Question } from '@/components/help/questions';
import type { ErrorCode } from '@/lib/errors';
import type { CaptureState } from './state';

const ofCode: Partial<Record<ErrorCode, Question>> = {
  no_face: 'light',
  face_too_small: 'light',
  too_dark: 'light',
  too_bright: 'light',
  low_contrast: 'light',
  too_blurred: 'light',
  no_speech: 'noise',
  too_short: 'noise',
  too_quiet: 'noise',
  clipped: 'noise',
  too_noisy: 'noise',
  once_more: 'refused',
  turn_further: 'ability',
  turn_other_way: 'ability',
  turn_back: 'ability',
  turn_unclear: 'ability',
};

/** The question that a person may have when a capture does not go on; undefined where the page has said all. */
export function helpFor(state: CaptureState): Question | undefined {
  switch (state.name) {
    case 'retry':
      return ofCode[state.code];
    case 'permission_denied':
    case 'no_camera':
    case 'no_microphone':
    case 'device_busy':
      return 'permission';
    case 'refused':
      return 'refused';
    case 'locked':
      return 'lockedOut';
    default:
      return undefined;
  }
}
