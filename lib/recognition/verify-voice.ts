import type { AuthDeps } from '@/lib/auth/deps';
import type { FileFailure } from './observe-file';
import { type FilePair, type PairVerification, verifyPair } from './verify-pair';
import { voiceFileComparison } from './voice-comparison';

export interface VoiceVerification extends PairVerification {
  /** Seconds of speech in each. */
  seconds: [a: number, b: number];
}

/** Whether two recordings are of one person. Throws what `verifyPair` throws. */
export function verifyVoice(
  files: FilePair,
  deps: Pick<AuthDeps, 'admission' | 'voiceModel'>,
): Promise<VoiceVerification | FileFailure> {
  return deps.admission.run(async () => {
    const result = await verifyPair(files, voiceFileComparison(await deps.voiceModel()));
    return result.ok ? { ...result.verification, seconds: result.shown } : result;
  });
}
