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

/** How much more probable this is from the person than from another who says the same digits, in nats. */
export function speakerRatio(evidence: SpeakerEvidence, { speaker }: DigitWeights = DIGIT_WEIGHTS): number {
  return EVIDENCE.reduce((sum, part, i) => sum + (speaker.weights[i] ?? 0) * evidence[part], speaker.offset);
}

/**
 * Whether they are the asked digits. Who said them is decided by the ratio together with face and voice; where the voice model says nothing,
 * by the ratio alone, which is never sure enough for `wrong`.
 *
 * @param isAlone whether nothing else tells who spoke
 */
export function digitVerdict(
  doubt: number,
  ratio: number,
  isAlone: boolean,
  { accepted, wrong }: DigitWeights = DIGIT_WEIGHTS,
): DigitVerdict {
  if (doubt > wrong.doubt) return 'wrong';
  return doubt <= accepted.doubt && (!isAlone || ratio >= accepted.speakerRatio) ? 'accepted' : 'unclear';
}
