/** What is unlike a person's usual log-ins, or unlike any honest one. Names as the audit trail has them. */
export const SIGNALS = [
  'unlike_history',
  'ensemble_spread',
  'face_voice_disagree',
  'unusual_hour',
  'new_browser',
  'near_misses',
  'capture_at_other_names',
  'many_captures',
  'replayed_sound',
  'replayed_picture',
  'repeated_frames',
  'presentation_attack_suspected',
  'speech_backwards',
  'challenge_failed',
  'lips_differ',
  'injected_frames',
] as const;

/** What a policy makes of a signal: nats off the fused score, or another try. */
export type SignalEffect = number | 'retry';

export type Signal = (typeof SIGNALS)[number];

/** One comparison of a person with their template, of either modality. */
export interface PastScore {
  at: Date;
  accepted: boolean;
  /** Cosine similarity with the template. */
  similarity: number;
  /** What was asked then. */
  threshold: number;
}
