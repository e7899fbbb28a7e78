/** `undecided` until there is evidence enough, and for good when a stream ends with too little speech. */
export type StreamVerdict = 'undecided' | 'same' | 'different';

/** Seconds of speech before anybody is taken for the person: what `too_short` asks of a recording. */
const LEAST_FOR_SAME = 2;
/** Seconds before anybody is taken for somebody else: two seconds of the person score 0.13 lower than five, three 0.06. */
const LEAST_FOR_DIFFERENT = 3;

/**
 * How far from the threshold a similarity must be after `s` seconds of speech: these divided by `s`.
 *
 * Measured with `npm run evaluate -- early-verdicts` on 30 development speakers, a look every half second, threshold 0.45: of
 * 129 genuine and 3,741 impostor streams 97 % and 88 % are decided early, after 2.4 and 3.3 s of speech in the median
 * (4.8 s in the whole recordings); no genuine and one impostor stream ends otherwise than at its end. 2026-11-21.
 */
const MARGIN_FOR_SAME = 0.3;
const MARGIN_FOR_DIFFERENT = 0.4;

/** What a stream has shown. */
export interface StreamEvidence {
  /** Seconds of speech that the similarity was made of. */
  speechSeconds: number;
  /** Cosine similarity with the mean of the enrolled embeddings. */
  similarity: number;
}

/** The verdict while sound still arrives: certain, or `undecided`. A similarity that is no number decides nothing. */
export function earlyVerdict({ speechSeconds, similarity }: StreamEvidence, threshold: number): StreamVerdict {
  if (speechSeconds >= LEAST_FOR_SAME && similarity >= threshold + MARGIN_FOR_SAME / speechSeconds) return 'same';
  if (speechSeconds >= LEAST_FOR_DIFFERENT && similarity <= threshold - MARGIN_FOR_DIFFERENT / speechSeconds)
    return 'different';
  return 'undecided';
}

/** The verdict at the end of the sound: the plain threshold, on two seconds of speech or more. */
export function finalVerdict({ speechSeconds, similarity }: StreamEvidence, threshold: number): StreamVerdict {
  if (!(speechSeconds >= LEAST_FOR_SAME)) return 'undecided';
  return similarity >= threshold ? 'same' : 'different';
}
