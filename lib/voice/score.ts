import { meanAndDeviation } from '@/lib/math/statistics';
import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';

/** How alike one recording and one enrolled person are; cosine similarities in [-1, 1]. */
export interface VoiceScore {
  /** With the mean of the enrolled embeddings: what thresholds are about. */
  mean: number;
  /** With every enrolled embedding, in their order. */
  samples: number[];
  /** `mean` after AS-norm, for models whose scores are normalised; then thresholds are about this one. */
  normalised?: number;
}

/**
 * Scores a recording against an enrolled person; `cohort` comes with the models whose manifest asks for AS-norm.
 * Throws a RangeError for no enrolled embeddings, and for embeddings of different sizes.
 */
export function scoreVoice(probe: Embedding, enrolled: readonly Embedding[], cohort?: Cohort): VoiceScore {
  const reference = meanEmbedding(enrolled);
  const mean = cosineSimilarity(probe, reference);
  const samples = enrolled.map((embedding) => cosineSimilarity(probe, embedding));
  if (!cohort) return { mean, samples };
  const normalised = normaliseScore(mean, cohortStatistics(reference, cohort), cohortStatistics(probe, cohort));
  return { mean, samples, normalised };
}

/** Embeddings of many other people, of one model, row by row. */
export interface Cohort {
  data: Float32Array;
  dimensions: number;
}

/** What an embedding scores against the people of the cohort who sound most like it. */
export interface CohortStatistics {
  mean: number;
  deviation: number;
}

/** The number of nearest cohort members that statistics are taken of: 100 of 400 in the card of the built-in model. */
const TOP = 100;

/**
 * Mean and standard deviation of the cosine similarities with the `top` nearest members of the cohort.
 * Throws a RangeError when sizes do not fit or the cohort has fewer than two members.
 */
export function cohortStatistics(embedding: Embedding, cohort: Cohort, top: number = TOP): CohortStatistics {
  const { data, dimensions } = cohort;
  if (embedding.length !== dimensions || data.length < 2 * dimensions || data.length % dimensions !== 0)
    throw new RangeError(`a cohort of ${data.length} values for embeddings of ${embedding.length}`);
  const similarities = Float64Array.from({ length: data.length / dimensions }, (_, member) =>
    cosineSimilarity(embedding, data.subarray(member * dimensions, (member + 1) * dimensions)),
  );
  const nearest = similarities.sort().subarray(-top);
  return meanAndDeviation(nearest);
}

/**
 * Adaptive symmetric score normalisation (AS-norm 1 of Matejka et al., Interspeech 2017): the similarity in standard
 * deviations above what strangers score, averaged over both sides. About 0 for strangers; not bounded.
 * Throws a RangeError when a deviation is zero.
 */
export function normaliseScore(similarity: number, reference: CohortStatistics, probe: CohortStatistics): number {
  if (reference.deviation <= 0 || probe.deviation <= 0) throw new RangeError('a cohort without spread');
  const fromReference = (similarity - reference.mean) / reference.deviation;
  const fromProbe = (similarity - probe.mean) / probe.deviation;
  return (fromReference + fromProbe) / 2;
}
