import { upperQuantile } from '@/lib/math/normal';

/** What strangers score against enrolled people, as an evaluation found it. */
export interface ImpostorScores {
  /** Cosine similarities. */
  mean: number;
  deviation: number;
  /** The measured similarity that no threshold goes below. */
  least: number;
}

/** Share of strangers who may be taken for somebody in the gallery, however many people are in it. */
export const FALSE_POSITIVE_IDENTIFICATION_RATE = 0.01;

/**
 * The similarity from which the best match among `searched` people is believed.
 *
 * A stranger is compared with everybody. With a false match rate `f` of one comparison and N independent comparisons,
 * FPIR = 1 - (1 - f)^N, about N f (ISO/IEC 19795-1; Jain, Ross and Nandakumar, Introduction to Biometrics, section 1.4),
 * so f = 1 - (1 - FPIR)^(1/N): 1 % over 1,000 people asks for f = 0.001 %. No evaluation has trials enough to measure that.
 * The threshold is where a normal distribution with the mean and deviation of the measured impostor scores has that tail: an
 * extrapolation, and family members are no random strangers. Held against the 79,800 pairs in the cohort of the built-in
 * model the normal tail is 0.02 too low at 0.01 % and 0.06 at 0.002 %; a normal distribution of Fisher's atanh(similarity), which
 * would stay below 1, is 0.09 and 0.16 too low. Above 1 nobody is found: the model does not tell so many people apart.
 * Never below the measured `least`, and never falling when people come.
 */
export function identificationThreshold(
  { mean, deviation, least }: ImpostorScores,
  searched: number,
  rate: number = FALSE_POSITIVE_IDENTIFICATION_RATE,
): number {
  const falseMatchRate = -Math.expm1(Math.log1p(-rate) / Math.max(1, searched));
  return Math.max(least, mean + deviation * upperQuantile(falseMatchRate));
}
