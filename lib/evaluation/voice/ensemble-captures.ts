import { voiceWeight } from '@/lib/decision/weights';
import {
  heardAtLogin,
  type LoginCondition,
  observeOptions,
  voiceRecordings,
} from '@/lib/evaluation/login/login-captures';
import type { Capture } from '@/lib/evaluation/trials/modality-trials';
import type { Embedding } from '@/lib/math/vector';
import type { Audio } from '@/lib/media/audio';
import { type Cepstra, cepstra } from '@/lib/voice/cepstra';
import { type Features, MEL_BINS } from '@/lib/voice/filterbank';
import type { VoiceModel } from '@/lib/voice/model';
import { type ObserveOptions, observeVoice } from '@/lib/voice/observe';

/** One recording as every member of an ensemble hears it. */
export interface HeardVoice extends Capture {
  /** Of windows half as long as the speech, each half a window after the one before. */
  windows: Embedding[];
  /** Before and after their mean over time is taken away. */
  raw: Cepstra;
  normalised: Cepstra;
}

const WINDOWS = 3;

/** Recordings of people as enrolled and as heard at log-in. */
export async function heardVoices(
  folders: readonly string[],
  condition: LoginCondition,
  model: VoiceModel,
): Promise<{ references: HeardVoice[]; probes: HeardVoice[]; failureToAcquire: number }> {
  const recordings = await voiceRecordings(folders);
  const references: HeardVoice[] = [];
  const probes: HeardVoice[] = [];
  for (const [i, { audio, file, subject, group }] of recordings.entries()) {
    const whole = await hear(audio, model, {});
    if (whole) references.push({ ...whole, file, subject, group });
    const probe = await hear(heardAtLogin(recordings, i, condition), model, observeOptions(condition));
    if (probe) probes.push({ ...probe, file, subject, group });
  }
  return { references, probes, failureToAcquire: 1 - probes.length / recordings.length };
}

/** Undefined for recordings that are not good enough. For up to 15 s, which are one window in production. */
async function hear(
  audio: Audio,
  model: VoiceModel,
  options: ObserveOptions,
): Promise<Omit<HeardVoice, 'file' | 'subject' | 'group'> | undefined> {
  let speech: Features = { data: new Float32Array(0), frames: 0 };
  const listening: VoiceModel = {
    ...model,
    embed: (features) => {
      speech = { data: features.data.slice(), frames: features.frames };
      return model.embed(features);
    },
  };
  const observed = await observeVoice(audio, listening, { ...options, cepstra: true });
  if (!observed.embedding || !observed.cepstra) return undefined;
  const windows: Embedding[] = [];
  for (const window of windowsOf(speech)) windows.push(await model.embed(window));
  return {
    embedding: observed.embedding,
    weight: voiceWeight(observed),
    windows,
    raw: cepstra(speech),
    normalised: observed.cepstra,
  };
}

function windowsOf({ data, frames }: Features): Features[] {
  const length = Math.floor((2 * frames) / (WINDOWS + 1));
  return Array.from({ length: WINDOWS }, (_, i) => {
    const begin = Math.floor((i * length) / 2);
    return { data: data.slice(begin * MEL_BINS, (begin + length) * MEL_BINS), frames: length };
  });
}
