import { combinedSimilarity, type ModelScore } from '@/lib/decision/ensemble';
import { type Calibration, logLikelihoodRatio } from '@/lib/decision/likelihood-ratio';
import { SesameError } from '@/lib/errors';
import { STRINGS } from '@/lib/media/capture-limits';
import type { Template } from '@/lib/storage/template';
import { enrolMixture, packMixture, scoreMixtures } from '@/lib/voice/mixture-score';
import type { VoiceObservation } from '@/lib/voice/observe';
import { templateSimilarity } from './template-similarity';
import type { VoiceEnsemble } from './voice-ensemble';

/** What is said about a voice at log-in. */
export interface VoiceScores {
  /** By the voice models together: cosine similarity on the scale of the first, which the policy is about; NaN when nothing was observed. */
  similarity: number;
  /** Each voice model's log-likelihood ratio, in nats: one where one model can compare, none where none can. */
  byModel: number[];
  /** The mixtures' log-likelihood ratio, in nats, for `speaksAgainst`; undefined for people who enrolled without. */
  mixtures: number | undefined;
}

/**
 * Asks all who can compare a recording with a person: both models of `VOICE_MODEL`, and the mixtures, which do not count for
 * `similarity`. Vectors of different models are never compared. Takes as long for people without mixtures, the stand-in for
 * unknown names among them. Throws `storage_damaged` for mixtures that are none.
 */
export async function voiceScores(
  observed: VoiceObservation,
  template: Template,
  deps: { policy: { voice: { calibration: Calibration } }; voiceEnsemble(): Promise<VoiceEnsemble> },
): Promise<VoiceScores> {
  const ensemble = await deps.voiceEnsemble();
  const { calibration } = deps.policy.voice;
  const first = { similarity: templateSimilarity(observed, template), calibration };
  const second = secondScore(observed, template, ensemble);
  const mixtures = mixtureRatioOf(observed, template, ensemble);
  if (observed.embedding === undefined || observed.model !== template.model)
    return { similarity: first.similarity, byModel: [], mixtures: undefined };
  const others = second ? [second] : [];
  return {
    similarity: combinedSimilarity(first, others),
    byModel: [first, ...others].map((score) => logLikelihoodRatio(score.similarity, score.calibration)),
    mixtures,
  };
}

/** What a template keeps of an enrolled recording for those who are asked beside its model; undefined for one with issues. */
export function enrolmentsByModel(
  { cepstra, second }: Pick<VoiceObservation, 'cepstra' | 'second'>,
  ensemble: VoiceEnsemble,
): Template['others'] {
  if (!cepstra) return undefined;
  return {
    [ensemble.background.id]: [enrolMixture(cepstra, ensemble.background.mixture)],
    ...(ensemble.second && second && { [ensemble.second.model.id]: [second] }),
  };
}

function secondScore(
  { second: embedding }: VoiceObservation,
  { others }: Template,
  { second }: VoiceEnsemble,
): ModelScore | undefined {
  const embeddings = second && others?.[second.model.id];
  if (!second || !embeddings || !embedding) return undefined;
  const { model, calibration } = second;
  const similarity = templateSimilarity({ model: model.id, embedding }, { model: model.id, embeddings });
  return { similarity, calibration };
}

function mixtureRatioOf(
  { cepstra }: VoiceObservation,
  { others }: Template,
  { background }: VoiceEnsemble,
): number | undefined {
  if (!cepstra) return undefined;
  const enrolled = others?.[background.id];
  const mixtures = enrolled ?? Array.from({ length: STRINGS }, () => packMixture(background.mixture));
  try {
    const score = scoreMixtures(cepstra, mixtures, background.mixture);
    return enrolled && logLikelihoodRatio(score, background.calibration);
  } catch (cause) {
    throw new SesameError('storage_damaged', { detail: `mixtures of ${background.id} do not read as such`, cause });
  }
}
