import { floorOf, type Heard, thresholdOf } from './ear';

/** What can be said about a voice. */
export type VoiceHint = 'speak_louder' | 'noisy' | 'slower';

/** Milliseconds after which somebody who is not heard is told, and before which nobody is. */
const UNHEARD = 2500;
/** dB of full scale: a room in which a voice is hard to tell, and a voice that is hard to hear. */
const NOISY = -36;
const QUIET = -44;
/** Milliseconds of speech for each digit: quicker ones run together. */
const HURRIED = 170;

/** What to say while somebody speaks; null where it is well. */
export function voiceHint(heard: Heard): VoiceHint | null {
  if (heard.at - heard.from < UNHEARD / 2) return null;
  if (floorOf(heard) > NOISY) return 'noisy';
  const isUnheard = heard.lastSpeech === undefined && heard.at - heard.from > UNHEARD;
  return isUnheard || (heard.speech > 0 && heard.peak < Math.max(QUIET, thresholdOf(heard))) ? 'speak_louder' : null;
}

/** What to say once so many digits were spoken. */
export function hintAfter(heard: Heard, digits: number): VoiceHint | null {
  if (heard.lastSpeech === undefined) return 'speak_louder';
  return voiceHint(heard) ?? (heard.speech < digits * HURRIED ? 'slower' : null);
}
