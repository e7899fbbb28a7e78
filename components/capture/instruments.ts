import type { VoiceHint } from './listening/voice-hints';
import type { RawSample } from './sample';
import type { Looks } from './tracking/looks';
import type { TurnWatch } from './tracking/turn-watch';

/** What a sample is taken with. */
export interface Instruments {
  stream: MediaStream;
  /** Absent where only the microphone is wanted. */
  video: HTMLVideoElement | null;
  looks: Looks | null;
  /** Calls back with each level, in dB of full scale, and its time on the page's clock, until the answer is called. */
  watchLevels(watcher: (level: number, at: number) => void): () => void;
}

/** What is told meanwhile. */
export interface Telling {
  onStep(step: number): void;
  /** What a step left that is not the last. */
  onPart(part: Partial<RawSample>): void;
  /** A head is turned far enough, and is to come back. */
  onTurned(): void;
  onVoiceHint(hint: VoiceHint | null): void;
  onTurnHint(hint: TurnWatch['hint']): void;
  /** How much of the steps is done, in [0, 1]. */
  onProgress(share: number): void;
}
