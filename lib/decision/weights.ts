/** What was measured of the light and the camera. */
export interface FaceCircumstances {
  /** Mean luma of the face, in [0, 255]. */
  brightness: number;
  /** Variance of the Laplacian, as lib/face measures it. */
  sharpness: number;
  /** Pixels between the outer corners of the eyes. */
  eyeCornerDistance: number;
}

/** What was measured of the room and the microphone. */
export interface VoiceCircumstances {
  /** Decibels. */
  signalToNoise: number;
  speechSeconds: number;
}

/**
 * How much a face counts, in [0, 1]: 1 where it is lit and sharp as an enrolment asks, a half where log-in only just takes it
 * (lib/face/quality-limits.ts has both limits), nothing where it would be refused by far. Size counts in full from 40 pixels between the eyes on:
 * below 60 people score as they do above (docs/evaluation.md).
 */
export function faceWeight({ brightness, sharpness, eyeCornerDistance }: FaceCircumstances): number {
  return Math.min(
    rising(brightness, 10, 60),
    rising(-brightness, -230, -180),
    rising(sharpness, 5, 25),
    rising(eyeCornerDistance, 10, 40),
  );
}

/**
 * How much a voice counts, in [0, 1]: 1 from 20 dB and 4 s of speech on, as it was calibrated, a half where log-in only
 * just takes it (5 dB or 2 s), nothing where it would be refused by far.
 */
export function voiceWeight({ signalToNoise, speechSeconds }: VoiceCircumstances): number {
  return Math.min(rising(signalToNoise, -10, 20), rising(speechSeconds, 0, 4));
}

/** 0 up to `none`, 1 from `full` on, straight between them; 0 for what is no number. */
function rising(value: number, none: number, full: number): number {
  const share = (value - none) / (full - none);
  return share > 0 ? Math.min(1, share) : 0;
}
