import type { AuthDeps } from '@/lib/auth/deps';
import { type Identification, identify } from './identify';
import type { FileFailure } from './observe-file';
import { voiceFileComparison } from './voice-comparison';

export interface VoiceIdentification extends Identification {
  /** Seconds of speech. */
  seconds: number;
}

/** Who of the enrolled people is speaking. Throws what `identify` throws. */
export function identifyVoice(voice: Uint8Array, deps: AuthDeps): Promise<VoiceIdentification | FileFailure> {
  return deps.admission.run(async () => {
    const result = await identify(voice, voiceFileComparison(await deps.voiceModel()), deps);
    return result.ok ? { ...result.identification, seconds: result.shown } : result;
  });
}
