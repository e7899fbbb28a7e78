import { EVIDENCE, type SpeakerEvidence } from './speaker-evidence';
import inUse from './weights.json';

/** What `npm run evaluate -- digits --fit` finds. */
export interface DigitWeights {
  /** At most this margin, and at least this ratio, are the digits and the person. */
  accepted: { margin: number; speakerRatio: number };
  /** Beyond either it is something else, and not worth another try. */
  wrong: { margin: number; speakerRatio: number };
  /** Of the log-likelihood ratio: an offset, and a weight for each of `EVIDENCE`. */
  speaker: { offset: number; weights: readonly number[] };
}

export const DIGIT_WEIGHTS: DigitWeights = inUse;

export type DigitVerdict = 'accepted' | 'unclear' | 'wrong';

/** How much more probable this is from the person than from another who says the same digits, in nats. */
export function speakerRatio(evidence: SpeakerEvidence, { speaker }: DigitWeights = DIGIT_WEIGHTS): number {
  return EVIDENCE.reduce((sum, part, i) => sum + (speaker.weights[i] ?? 0) * evidence[part], speaker.offset);
}

/** `ratio`: of the speaker; left out where another opinion on the voice decides about the person. */
export function digitVerdict(margin: number, ratio: number, weights: DigitWeights = DIGIT_WEIGHTS): DigitVerdict {
  const { accepted, wrong } = weights;
  if (margin > wrong.margin || ratio < wrong.speakerRatio) return 'wrong';
  return margin <= accepted.margin && ratio >= accepted.speakerRatio ? 'accepted' : 'unclear';
}
