import { randomBytes } from 'node:crypto';
import { balancedPolicy } from '@/lib/decision/balanced-policy';
import type { Policy } from '@/lib/decision/policy';
import { type FaceModel, faceModel } from '@/lib/face/model';
import { type Storage, storage } from '@/lib/storage/storage';
import { type VoiceModel, voiceModel } from '@/lib/voice/model';
import { type Admission, createAdmission } from './admission';

/** All that a flow needs from the world; tests pass their own. */
export interface AuthDeps {
  storage: Storage;
  faceModel(): Promise<FaceModel>;
  voiceModel(): Promise<VoiceModel>;
  admission: Admission;
  policy: Policy;
  now(): Date;
  random(bytes: number): Uint8Array;
}

const slot = Symbol.for('open-sesame.admission');
const shared = globalThis as { [slot]?: Admission };

/** The real ones. */
export async function authDeps(): Promise<AuthDeps> {
  shared[slot] ??= createAdmission();
  return {
    storage: await storage(),
    faceModel,
    voiceModel,
    admission: shared[slot],
    policy: balancedPolicy,
    now: () => new Date(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
  };
}
