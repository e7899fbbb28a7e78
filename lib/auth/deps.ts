import type { Policy } from '@/lib/decision/policy';
import type { Queue } from '@/lib/inference/queue';
import type { RecognitionDeps } from '@/lib/recognition/deps';
import type { Storage } from '@/lib/storage/storage';

/** All that a flow needs from the world; tests pass their own. */
export interface AuthDeps extends RecognitionDeps {
  storage: Storage;
  /** Where captures wait for their turn. */
  admission: Queue;
  policy: Policy;
  now(): Date;
  random(bytes: number): Uint8Array;
}
