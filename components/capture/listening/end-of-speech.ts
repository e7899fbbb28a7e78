import { LEAST_RECORDING_SECONDS, MOST_RECORDING_SECONDS } from '@/lib/media/capture-limits';
import type { Heard } from './ear';

/** Silence after which somebody has said what they were asked to, in milliseconds; */
const PAUSE = 600;
/** and where they spoke for less than it takes, because they think between two digits. */
const LONG_PAUSE = 1300;
/** The least that one digit takes: quick speakers take 250 ms for most. */
const DIGIT = 220;

/** Whether somebody who was to say so many digits has said them, or will not. */
export function isOver({ from, at, speech, lastSpeech }: Heard, digits: number): boolean {
  const passed = at - from;
  if (passed < 1000 * LEAST_RECORDING_SECONDS) return false;
  if (passed >= 1000 * MOST_RECORDING_SECONDS) return true;
  if (lastSpeech === undefined) return false;
  return at - lastSpeech >= (speech >= digits * DIGIT ? PAUSE : LONG_PAUSE);
}
