import { cosineDistance, meanEmbedding } from '@/lib/math/vector';
import { loginCalibrations } from '@/lib/recognition/calibration';
import { voiceModel } from '@/lib/voice/model';
import { observeVoice } from '@/lib/voice/observe';
import type { VoiceOpinion } from './digit-trials';
import type { VoiceRule } from './held-out';

/** The voice model in use, and what log-in goes by. Throws `model_invalid`. */
export async function voiceOpinion(): Promise<{ opinion: VoiceOpinion; rule: VoiceRule }> {
  const model = await voiceModel();
  const { voice, voiceFloor } = await loginCalibrations(model.id);
  return {
    rule: { calibration: voice, minSimilarity: voiceFloor },
    async opinion(strings) {
      const heard = await Promise.all(strings.map((audio) => observeVoice(audio, model)));
      const enrolled = heard.flatMap(({ embedding }) => (embedding ? [embedding] : []));
      const mean = enrolled.length > 0 ? meanEmbedding(enrolled) : undefined;
      return async (audio) => {
        const { embedding } = await observeVoice(audio, model);
        return mean && embedding ? 1 - cosineDistance(mean, embedding) : Number.NaN;
      };
    },
  };
}
