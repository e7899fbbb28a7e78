import { type SpectralPeaks, spectralPeaks } from '@/lib/liveness/replay/spectral-peaks';
import { speechDirection } from '@/lib/liveness/replay/speech-direction';
import type { Audio } from '@/lib/media/audio';
import { MAX_RECORDING_SECONDS } from '@/lib/media/capture-limits';
import { decodeSound } from '@/lib/media/sound';
import type { VoiceModel } from '@/lib/voice/model';
import { observeVoice, type VoiceObservation } from '@/lib/voice/observe';
import type { VoiceEnsemble } from './voice-ensemble';

/** A recording, which way time runs in it (`speechDirection`), and what it is known again by. */
export interface SentenceObservation extends VoiceObservation {
  /** All of it, to hear digits in. */
  audio: Audio;
  direction: number;
  peaks: SpectralPeaks;
}

export interface VoiceDeps {
  voiceModel(): Promise<VoiceModel>;
  voiceEnsemble(): Promise<VoiceEnsemble>;
}

/**
 * What one recording of a sign-up, a renewal or a log-in shows, for all who are asked about it. Throws what decoding throws.
 *
 * @param earlier models that people are still enrolled with, who are asked too
 */
export async function observeSentence(
  recording: Uint8Array,
  deps: VoiceDeps,
  earlier: readonly VoiceModel[] = [],
): Promise<SentenceObservation> {
  const [model, { second }, audio] = await Promise.all([
    deps.voiceModel(),
    deps.voiceEnsemble(),
    decodeSound(recording, { maxSeconds: MAX_RECORDING_SECONDS }),
  ]);
  const observed = await observeVoice(audio, model, { second: second?.model, earlier, cepstra: true });
  return { ...observed, audio, direction: speechDirection(audio), peaks: spectralPeaks(audio) };
}
