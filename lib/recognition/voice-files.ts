import { decodeSoundInBlocks } from '@/lib/media/sound';
import type { VoiceModel } from '@/lib/voice/model';
import { observeVoice } from '@/lib/voice/observe';
import { scoreVoice } from '@/lib/voice/score';
import type { FileComparison } from './file-comparison';

/** Longest recording of the HTTP API, in seconds. */
const MAX_SECONDS = 600;

/** Recordings, by voice; of each the seconds of speech are told, in hundredths. */
export async function voiceFiles(deps: {
  voiceModel(): Promise<VoiceModel>;
}): Promise<FileComparison<{ seconds: number }, { seconds: [a: number, b: number] }>> {
  const model = await deps.voiceModel();
  return {
    modality: 'voice',
    model: model.id,
    nothing: 'no_speech',
    async observe(bytes) {
      const audio = decodeSoundInBlocks(bytes, { maxSeconds: MAX_SECONDS });
      const { issues, embedding, speechSeconds } = await observeVoice(audio, model);
      return { issues, embedding, shown: { seconds: Math.round(speechSeconds * 100) / 100 } };
    },
    similarity(a, b) {
      const { mean, normalised = mean } = scoreVoice(b, [a], model.cohort);
      return normalised;
    },
    both: (a, b) => ({ seconds: [a.seconds, b.seconds] }),
  };
}
