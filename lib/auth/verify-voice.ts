import { scoreVoice } from '@/lib/voice/score';
import { voiceCalibration } from './calibration';
import type { AuthDeps } from './deps';
import { type FileFailure, observeFile } from './observe-file';

export interface PairVerification {
  ok: true;
  same: boolean;
  similarity: number;
  /** The similarity from which two recordings are taken for one person's. */
  threshold: number;
  model: string;
  /** Seconds of speech in each. */
  seconds: [a: number, b: number];
}

/**
 * Whether two recordings are of one person. The threshold is that for one recording against one, at a false match rate of 1 %:
 * log-in's, against the mean of three, is another. Throws `busy`, and `model_invalid` for a model without calibration.
 */
export function verifyVoice(
  files: { a: Uint8Array; b: Uint8Array },
  deps: Pick<AuthDeps, 'admission' | 'voiceModel'>,
): Promise<PairVerification | FileFailure> {
  return deps.admission.run(async () => {
    const model = await deps.voiceModel();
    const { similarity: threshold } = await voiceCalibration(model.id, 'pairs');
    // In turn, so that a second request gets its share of the processor.
    const a = await observeFile('a', files.a, model);
    if (!a.ok) return a;
    const b = await observeFile('b', files.b, model);
    if (!b.ok) return b;
    const { mean, normalised = mean } = scoreVoice(b.embedding, [a.embedding], model.cohort);
    return {
      ok: true,
      same: normalised >= threshold,
      similarity: normalised,
      threshold,
      model: model.id,
      seconds: [a.seconds, b.seconds],
    };
  });
}
