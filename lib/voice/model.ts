import { configuredModel } from '@/lib/inference/configured';
import { findModel, type ModelPin, modelsFolder, readManifest } from '@/lib/inference/manifest';
import { type ModelSessionOptions, modelSession } from '@/lib/inference/model-session';
import { readPinned } from '@/lib/inference/pinned';
import { type Embedding, l2Normalise } from '@/lib/math/vector';
import { type Features, MEL_BINS, meanNormalise } from './filterbank';
import type { GaussianMixture } from './gaussian-mixture';
import { unpackMixture } from './mixture-score';
import type { Cohort } from './score';

/** A network that turns speech into an embedding. Embeddings of different models are never compared. */
export interface VoiceModel {
  /** As in `models/manifest.json`; stored with every template. */
  id: string;
  /** Takes the filterbank as it is; the mean over time is removed here. Throws `busy`, `internal`. */
  embed(features: Features): Promise<Embedding>;
  /** Given to `scoreVoice`: present where the manifest says that this model's scores are normalised. */
  cohort?: Cohort | undefined;
}

/** What the mixtures of enrolled people are trained from and compared with; those of different ones are never compared. */
export interface VoiceBackground {
  id: string;
  mixture: GaussianMixture;
}

/**
 * The voice model with this id; without one that of `VOICE_MODEL`, or the manifest's default. Loaded at the first call,
 * shared by the process.
 * Throws `model_invalid` for an unknown id and for a file that is missing or does not match its pin.
 */
export async function voiceModel(id?: string, options: ModelSessionOptions = {}): Promise<VoiceModel> {
  const pin = await voicePin(id, options.folder);
  const [cohort] = await Promise.all([
    pin.scoring === 'as-norm' ? voiceCohort(pin.id, options.folder) : undefined,
    modelSession(pin, options),
  ]);
  return {
    id: pin.id,
    cohort,
    async embed(features: Features): Promise<Embedding> {
      // Asked for again: a session whose thread has ended is replaced by a new one.
      const session = await modelSession(pin, options);
      const { data } = meanNormalise(features, session.array(features.data.length));
      const outputs = await session.run({ [pin.input]: { data, shape: [1, features.frames, MEL_BINS] } });
      return l2Normalise(embeddingIn(outputs[pin.output]?.data, pin));
    },
  };
}

/**
 * The cohort shipped with a voice model, for score normalisation; undefined where there is none.
 * Throws `model_invalid` as `voiceModel` does.
 */
export async function voiceCohort(id?: string, folder: string = modelsFolder()): Promise<Cohort | undefined> {
  const { cohort, embeddingSize } = await voicePin(id, folder);
  if (!cohort) return undefined;
  const { buffer } = await readPinned(folder, cohort);
  return { data: new Float32Array(buffer), dimensions: embeddingSize };
}

/** The background model of the second opinion. Throws `model_invalid` as `voiceModel` does. */
export async function voiceBackground(folder: string = modelsFolder()): Promise<VoiceBackground> {
  const pin = (await readManifest(folder)).voiceBackground;
  const { buffer } = await readPinned(folder, pin);
  return { id: pin.id, mixture: unpackMixture(new Float32Array(buffer)) };
}

async function voicePin(id: string | undefined, folder: string | undefined): Promise<ModelPin> {
  return findModel(await readManifest(folder), 'voice-embedding', id ?? configuredModel('voice-embedding'));
}

function embeddingIn(data: Float32Array | undefined, pin: ModelPin): Float32Array {
  if (data?.length === pin.embeddingSize) return data;
  throw new RangeError(`${pin.id} gave ${data?.length ?? 'no'} values instead of ${pin.embeddingSize}`);
}
