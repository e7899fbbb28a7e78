import { upperQuantile, upperTail } from '@/lib/math/normal';

/** What strangers score against enrolled people, as an evaluation found it. */
export interface ImpostorScores {
  /** Cosine similarities. */
  mean: number;
  deviation: number;
  /** The measured similarity that no threshold goes below. */
  least: number;
  /** The highest threshold at which the model was measured to find four of five genuine recordings, or photographs. */
  most: number;
}

/** Share of strangers who may be taken for somebody in the gallery, as long as the model can hold it. */
export const FALSE_POSITIVE_IDENTIFICATION_RATE = 0.01;

/** From where a match is believed, and how often that takes a stranger for somebody. */
export interface OperatingPoint {
  /** Cosine similarity. */
  threshold: number;
  /** FPIR: the share of strangers who are taken for anybody. More than was wanted where the model cannot tell so many people apart. */
  falsePositiveIdentificationRate: number;
}

/**
 * Where the best match among `searched` people is believed.
 *
 * A stranger is compared with everybody. With a false match rate `f` of one comparison and N independent comparisons,
 * FPIR = 1 - (1 - f)^N, about N f (ISO/IEC 19795-1; Jain, Ross and Nandakumar, Introduction to Biometrics, section 1.4),
 * so f = 1 - (1 - FPIR)^(1/N): 1 % over 1,000 people asks for f = 0.001 %. No evaluation has trials enough to measure that.
 * The threshold is where a normal distribution with the mean and deviation of the measured impostor scores has that tail: an
 * extrapolation, and family members are no random strangers. Held against the 79,800 pairs in the cohort of the built-in
 * model the normal tail is 0.02 too low at 0.01 % and 0.06 at 0.002 %; a normal distribution of Fisher's atanh(similarity), which
 * would stay below 1, is 0.09 and 0.16 too low.
 * Never below the measured `least`, never falling when people come, and never above `most`: a threshold that genuine captures do not
 * reach finds nobody and so protects nobody. There the rate gives way instead, and is told.
 */
export function identificationPoint(
  { mean, deviation, least, most }: ImpostorScores,
  searched: number,
  rate: number = FALSE_POSITIVE_IDENTIFICATION_RATE,
): OperatingPoint {
  const falseMatchRate = -Math.expm1(Math.log1p(-rate) / Math.max(1, searched));
  const wanted = Math.max(least, mean + deviation * upperQuantile(falseMatchRate));
  if (wanted <= most) return { threshold: wanted, falsePositiveIdentificationRate: rate };
  const held = -Math.expm1(searched * Math.log1p(-upperTail((most - mean) / deviation)));
  return { threshold: most, falsePositiveIdentificationRate: held };
}
