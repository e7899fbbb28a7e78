import type { FaceModel } from '@/lib/face/model';
import type { VoiceModel } from '@/lib/voice/model';
import type { VoiceEnsemble } from './voice-ensemble';

/** The models that look and listen. */
export interface RecognitionDeps {
  faceModel(): Promise<FaceModel>;
  voiceModel(): Promise<VoiceModel>;
  voiceEnsemble(): Promise<VoiceEnsemble>;
}
