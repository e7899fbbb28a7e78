import type { Audio } from '@/lib/media/audio';
import type { Features } from '@/lib/voice/filterbank';
import { copiedTakes } from './copied-takes';
import { type RoomParts, roomParts } from './digital-silence';
import { floorJump } from './floor-jump';

/** What of a recording looks put together, or made in a program; each a number for the audit. */
export interface SpliceParts extends RoomParts {
  /** Decibels, of `floorJump`. */
  jump: number;
  /** Of `copiedTakes`. */
  copy: number;
}

/**
 * Measures a recording.
 *
 * @param features `filterbank` of it
 * @param speech `detectSpeech` of it
 */
export function spliceParts(audio: Audio, features: Features, speech: Uint8Array): SpliceParts {
  return { ...roomParts(audio), jump: floorJump(features, speech), copy: copiedTakes(audio) };
}
