import type { Policy } from '@/lib/decision/policy';
import type { Queue } from '@/lib/inference/queue';
import type { EarlierVoice } from '@/lib/recognition/earlier-voice';
import type { FaceDeps } from '@/lib/recognition/observe-photo';
import type { VoiceDeps } from '@/lib/recognition/observe-sentence';
import type { Observers } from '@/lib/recognition/observers';
import type { Storage } from '@/lib/storage/storage';
import type { Timer } from './answer-time';

/** All that a flow needs from the world; tests pass their own. */
export interface AuthDeps extends FaceDeps, VoiceDeps {
  storage: Storage;
  observe: Observers;
  /** Where captures wait for their turn. */
  admission: Queue;
  policy: Policy;
  /** Voice models from before a change that people are still enrolled with, and whose files are there. */
  earlierVoices(): Promise<readonly EarlierVoice[]>;
  /** People who may sign up from one address in a day. */
  signUpsPerAddress: number;
  now(): Date;
  timer: Timer;
  random(bytes: number): Uint8Array;
}
