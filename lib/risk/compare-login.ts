import type { Modality } from '@/lib/decision/modality';
import type { ModalityResult } from '@/lib/decision/modality-result';
import type { Policy } from '@/lib/decision/policy';
import { faceWeight, voiceWeight } from '@/lib/decision/weights';
import type { FaceIssue } from '@/lib/face/quality';
import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';
import type { LoginObservation } from '@/lib/recognition/observe-login';
import { isOtherModel, templateSimilarity } from '@/lib/recognition/template-similarity';
import type { VoiceEnsemble } from '@/lib/recognition/voice-ensemble';
import { type VoiceScores, voiceScores } from '@/lib/recognition/voice-scores';
import { inDomain, probeFor, type Template } from '@/lib/storage/template';
import type { Templates } from '@/lib/storage/template-store';
import type { VoiceIssue } from '@/lib/voice/quality';
import { type LoginHistory, withAdaptive } from './login-history';
import { personalThreshold } from './personal-threshold';

/** A log-in held against the person it names: what the signals look at, the decision is made on, and the history keeps. */
export interface ComparedLogin {
  face: ModalityResult<FaceIssue>;
  voice: ModalityResult<VoiceIssue>;
  /** Whether the voice was enrolled with a model that is not there any more: `voice` then says nothing. */
  voiceModelGone: boolean;
  /** Largest cosine distance between two faces of the burst. */
  burstSpread: number;
  /** How much the burst looks like pictures of a face, in [0, 1]. */
  presentationAttack: number;
  /** Whether the burst is one picture again and again. */
  repeatedFrames: boolean;
  /** Which way time runs in the recording, in nats. */
  speechDirection: number;
  /** Of each frame with the enrolled face; none where the models differ. */
  frameSimilarities: number[];
  voiceScores: VoiceScores;
  /** The enrolled voices and those of the last log-ins, under the model of the enrolled ones. */
  knownVoices: Embedding[];
}

/**
 * Compares what was observed with the enrolled templates, and with those of log-ins where the person asked for it, by what their
 * history asks of them. Throws `storage_damaged`.
 */
export async function compareLogin(
  { face, voice, presentationAttack, repeatedFrames }: LoginObservation,
  enrolled: Templates,
  history: LoginHistory,
  deps: { policy: Policy; voiceEnsemble(): Promise<VoiceEnsemble> },
): Promise<ComparedLogin> {
  const template = {
    face: withAdaptive(enrolled.face, history.adaptive.face),
    voice: withAdaptive(enrolled.voice, history.adaptive.voice),
  };
  const scores = await voiceScores(voice, template.voice, deps);
  const threshold = (modality: Modality): number =>
    personalThreshold(history.usual[modality].daily, deps.policy[modality].minSimilarity);
  return {
    face: {
      model: face.model,
      similarity: templateSimilarity(face, template.face),
      threshold: threshold('face'),
      weight: face.best ? faceWeight(face.best.quality) : 0,
      embedding: face.embedding,
      quality: face.issues,
    },
    voice: {
      model: voice.model,
      similarity: scores.similarity,
      threshold: threshold('voice'),
      weight: voiceWeight(voice),
      embedding: voice.embedding,
      quality: voice.issues,
    },
    voiceModelGone: isOtherModel(voice, enrolled.voice),
    burstSpread: face.spread,
    presentationAttack,
    repeatedFrames,
    speechDirection: voice.direction,
    frameSimilarities: frameSimilarities(face, template.face),
    voiceScores: scores,
    knownVoices: [template.voice, history.recent].flatMap((known) =>
      known?.model === voice.model ? inDomain(known, undefined).embeddings : [],
    ),
  };
}

function frameSimilarities({ seen, model }: LoginObservation['face'], template: Template): number[] {
  if (template.model !== model) return [];
  const reference = meanEmbedding(template.embeddings);
  return seen.map(({ embedding }) => cosineSimilarity(probeFor(template, embedding), reference));
}
