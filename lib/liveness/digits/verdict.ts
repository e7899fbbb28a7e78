import { EVIDENCE, type SpeakerEvidence } from './speaker-evidence';
import inUse from './weights.json';

/** What `npm run evaluate -- digits --fit` finds. */
export interface DigitWeights {
  /** At most this doubt is the digits; at least this ratio is the person, where the voice model says nothing. */
  accepted: { doubt: number; speakerRatio: number };
  /** Beyond it something else was said, and not worth another try. */
  wrong: { doubt: number };
  /** Of the log-likelihood ratio: an offset, and a weight for each of `EVIDENCE`. */
  speaker: { offset: number; weights: readonly number[] };
}

export const DIGIT_WEIGHTS: DigitWeights = inUse;

export type DigitVerdict = 'accepted' | 'unclear' | 'wrong';

/**
 * Nats that the speaker's ratio counts for at most, either way: it was fitted to people with one microphone each, and the voice model's
 * to recordings of several days.
 */
const MOST_RATIO = 3;
/** Nats of both together: e^2, seven to one, is the person; against the person is somebody else. */
const THE_PERSON = 2;
const ANOTHER = 0;

/** How much more probable this is from the person than from another who says the same digits, in nats. */
export function speakerRatio(evidence: SpeakerEvidence, { speaker }: DigitWeights = DIGIT_WEIGHTS): number {
  return EVIDENCE.reduce((sum, part, i) => sum + (speaker.weights[i] ?? 0) * evidence[part], speaker.offset);
}

/** The digits first, then the person: by what the voice model says of the same recording and the ratio of the speaker, or the ratio alone. */
export function digitVerdict(
  doubt: number,
  ratio: number,
  voiceRatio: number | undefined,
  weights: DigitWeights = DIGIT_WEIGHTS,
): DigitVerdict {
  if (doubt > weights.wrong.doubt) return 'wrong';
  const both = voiceRatio === undefined ? undefined : voiceRatio + Math.min(MOST_RATIO, Math.max(-MOST_RATIO, ratio));
  if (both !== undefined && both < ANOTHER) return 'wrong';
  const isPerson = both === undefined ? ratio >= weights.accepted.speakerRatio : both >= THE_PERSON;
  return doubt <= weights.accepted.doubt && isPerson ? 'accepted' : 'unclear';
}
