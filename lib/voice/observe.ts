import { yieldToEventLoop } from '@/lib/event-loop';
import { type Embedding, meanEmbedding } from '@/lib/math/vector';
import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';
import { type Cepstra, cepstra, meanNormaliseCepstra } from './cepstra';
import { type Features, filterbank, MEL_BINS } from './filterbank';
import type { VoiceModel } from './model';
import { addLoudness, judge, measureLoudness, NO_SOUND, type VoiceIssue } from './quality';
import { detectSpeech, widen } from './speech';

/** What one recording shows. */
export interface VoiceObservation {
  /** The model that made the embedding. */
  model: string;
  /** The most important first; empty when the recording is good enough. */
  issues: VoiceIssue[];
  speechSeconds: number;
  /** Decibels. */
  signalToNoise: number;
  /** Mean level of the speech, in dBFS. */
  level: number;
  /** Of the speech alone; absent when there are issues. */
  embedding: Embedding | undefined;
  /** The same by the second model, where there is one. */
  second: Embedding | undefined;
  /** The same by each earlier model, by id; empty where there is none. */
  earlier: ReadonlyMap<string, Embedding>;
  /** Of the speech alone, mean-normalised, at most the last 25 s of it; absent when there are issues and when nobody asked. */
  cepstra: Cepstra | undefined;
}

export interface ObserveOptions {
  /** Embeds the same speech in the same pass. */
  second?: VoiceModel | undefined;
  /** So do these, which people are still enrolled with. */
  earlier?: readonly VoiceModel[];
  /** Whether cepstra are wanted, for mixtures. */
  cepstra?: boolean;
  /** Issues that do not keep a recording from being embedded: only for measuring what they do to error rates. */
  embedDespite?: readonly Exclude<VoiceIssue, 'no_speech'>[];
}

/** Samples: 10 s, the hop of the overlapping windows that long recordings are embedded in. */
const BLOCK = 10 * SAMPLE_RATE;
/** Samples: 15 s, from where on there are two blocks. */
const TWO_BLOCKS = 1.5 * BLOCK;
/** Frames: 25 s, the last two blocks of a long recording. */
const MOST_FRAMES = 2500;
/** Frames: a window of a long recording with less than 2 s of speech waits for the next. */
const LEAST_FRAMES = 200;

/**
 * Finds the speech, judges the recording and embeds it. Enrolment and login come through here alike, so that both
 * are trimmed the same way. Up to 15 s are one window; longer recordings are read in blocks of 10 s, each embedded
 * together with the one before, and averaged: time is linear in the length, and where the audio comes in pieces, of any
 * length, memory does not depend on it.
 * Throws a RangeError for samples that are not finite, what the models throw, and what the pieces throw.
 */
export async function observeVoice(
  audio: Audio | AsyncIterable<Audio>,
  model: VoiceModel,
  options: ObserveOptions = {},
): Promise<VoiceObservation> {
  let loudness = NO_SOUND;
  // The speech of the block before, then that of this one. One array for all windows: what is thrown away adds up.
  const window = new Float32Array(MOST_FRAMES * MEL_BINS);
  let frames = 0;
  const embeddings: Embedding[] = [];
  const { second, earlier = [] } = options;
  // By id: a model that is asked for twice listens once.
  const beside = new Map(
    [...(second ? [second] : []), ...earlier].map((one) => [one.id, { model: one, heard: [] as Embedding[] }]),
  );
  const embed = async (features: Features): Promise<void> => {
    embeddings.push(await model.embed(features));
    for (const other of beside.values()) other.heard.push(await other.model.embed(features));
  };
  let heard: Cepstra | undefined;
  const hear = (features: Features): void => {
    if (options.cepstra) heard = cepstra(features);
  };
  let first = true;
  for await (const block of cut(audio instanceof Float32Array ? [audio] : audio)) {
    if (!allFinite(block)) throw new RangeError('audio with samples that are not finite');
    await yieldToEventLoop();
    const features = filterbank(block);
    await yieldToEventLoop();
    const speech = detectSpeech(block, features);
    loudness = addLoudness(loudness, measureLoudness(block, speech));
    const waiting = frames;
    frames = append(window, waiting, features, widen(speech));
    if (!first && frames >= LEAST_FRAMES) {
      hear(upTo(window, frames));
      await embed(upTo(window, frames));
      window.copyWithin(0, waiting * MEL_BINS, frames * MEL_BINS);
      frames -= waiting;
    }
    first = false;
  }
  const quality = judge(loudness);
  if (quality.issues.some((issue) => issue === 'no_speech' || !options.embedDespite?.includes(issue)))
    return {
      ...quality,
      model: model.id,
      embedding: undefined,
      second: undefined,
      earlier: new Map(),
      cepstra: undefined,
    };
  if (!heard) hear(upTo(window, frames));
  if (embeddings.length === 0) await embed(upTo(window, frames));
  const byOthers = new Map([...beside].map(([id, other]) => [id, meanEmbedding(other.heard)]));
  return {
    ...quality,
    model: model.id,
    embedding: meanEmbedding(embeddings),
    second: second && byOthers.get(second.id),
    earlier: new Map([...byOthers].filter(([id]) => earlier.some((one) => one.id === id))),
    cepstra: heard && meanNormaliseCepstra(heard),
  };
}

/** Blocks of 10 s, each to be used before the next is asked for; the last has what is left, 5 to 15 s. */
async function* cut(pieces: Iterable<Audio> | AsyncIterable<Audio>): AsyncGenerator<Audio> {
  const held = new Float32Array(TWO_BLOCKS);
  let length = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + TWO_BLOCKS - length);
      held.set(part, length);
      at += part.length;
      length += part.length;
      if (length < TWO_BLOCKS) continue;
      yield held.subarray(0, BLOCK);
      held.copyWithin(0, BLOCK);
      length -= BLOCK;
    }
  }
  yield held.subarray(0, length);
}

/** Writes the wanted frames behind the first `count` of the window; how many there are then. */
function append(window: Features['data'], count: number, { data, frames }: Features, wanted: Uint8Array): number {
  let at = count;
  for (let frame = 0; frame < frames; frame++) {
    if (wanted[frame] === 0) continue;
    window.set(data.subarray(frame * MEL_BINS, (frame + 1) * MEL_BINS), at * MEL_BINS);
    at++;
  }
  return at;
}

function upTo(window: Features['data'], frames: number): Features {
  return { data: window.subarray(0, frames * MEL_BINS), frames };
}

/** A loop: `every` takes 1.4 ms of processor time for ten seconds, this 0.2. */
function allFinite(audio: Audio): boolean {
  for (let i = 0; i < audio.length; i++) if (!Number.isFinite(audio[i])) return false;
  return true;
}
