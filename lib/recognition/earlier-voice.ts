import type { Modality } from '@/lib/decision/modality';
import type { Policy } from '@/lib/decision/policy';
import { meanEmbedding } from '@/lib/math/vector';
import type { Template } from '@/lib/storage/template';
import type { VoiceModel } from '@/lib/voice/model';
import type { VoiceObservation } from '@/lib/voice/observe';
import { templateSimilarity } from './template-similarity';

/** A voice model from before a change of `VOICE_MODEL` that people are still enrolled with, and what log-ins by it are judged by. */
export interface EarlierVoice {
  model: VoiceModel;
  policy: Policy;
}

/** What a voice is to somebody, and what their log-in is judged by. */
export interface HeardVoice<Observed extends VoiceObservation> {
  voice: Observed;
  policy: Policy;
}

/**
 * A recording as the model heard it that a person enrolled with: an earlier one where that is among `earlier`, otherwise the one in
 * use. All of them have listened already; vectors of different models are never compared.
 */
export function heardAsEnrolled<Observed extends VoiceObservation>(
  observed: HeardVoice<Observed>,
  enrolled: { model: string },
  earlier: readonly EarlierVoice[],
): HeardVoice<Observed> {
  const before = earlier.find(({ model }) => model.id === enrolled.model);
  if (!before || before.model.id === observed.voice.model) return observed;
  const { id } = before.model;
  return { voice: { ...observed.voice, model: id, embedding: observed.voice.earlier.get(id) }, policy: before.policy };
}

/** What an enrolled face or voice is compared by: the model that it was enrolled with, and its floor. */
export interface SampleJudge {
  model: { id: string };
  policy: Policy;
}

/** Whether new samples, as the model of the enrolled ones observed them too, are of the face or voice that was enrolled with it. */
export function isAsEnrolled(
  modality: Modality,
  renewed: Template,
  enrolled: Template,
  { model, policy }: SampleJudge,
): boolean {
  const heard = model.id === renewed.model ? renewed.embeddings : renewed.others?.[model.id];
  const embedding = heard && meanEmbedding(heard);
  return templateSimilarity({ model: model.id, embedding }, enrolled) >= policy[modality].minSimilarity;
}
