import { randomBytes } from 'node:crypto';
import type { Policy } from '@/lib/decision/policy';
import { env } from '@/lib/env';
import { type FaceModel, faceModel } from '@/lib/face/model';
import { type Storage, storage } from '@/lib/storage/storage';
import { type VoiceModel, voiceModel } from '@/lib/voice/model';
import { type Admission, createAdmission } from './admission';
import { type LevelledPolicy, loginPolicy } from './policy';
import { configuredEnsemble, type VoiceEnsemble } from './voice-ensemble';

/** All that a flow needs from the world; tests pass their own. */
export interface AuthDeps {
  storage: Storage;
  faceModel(): Promise<FaceModel>;
  voiceModel(): Promise<VoiceModel>;
  voiceEnsemble(): Promise<VoiceEnsemble>;
  admission: Admission;
  policy: Policy;
  now(): Date;
  random(bytes: number): Uint8Array;
}

const slot = Symbol.for('open-sesame.admission');
const shared = globalThis as { [slot]?: Admission };

function admission(): Admission {
  shared[slot] ??= createAdmission();
  return shared[slot];
}

/** Resolves when no capture is being analysed. */
export function admissionIdle(): Promise<void> {
  return admission().idle();
}

/** The real ones. Throws `storage_in_use`, `storage_damaged`, `model_invalid`. */
export async function authDeps(): Promise<AuthDeps> {
  return {
    storage: await storage(),
    faceModel,
    voiceModel,
    voiceEnsemble: configuredEnsemble,
    admission: admission(),
    policy: (await configuredPolicy()).policy,
    now: () => new Date(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
  };
}

const policies = new Map<string, LevelledPolicy>();

/** The policy of this process for the voice model in use, made once. Throws `model_invalid`. */
export async function configuredPolicy(): Promise<LevelledPolicy> {
  const { id } = await voiceModel();
  const known = policies.get(id) ?? (await loginPolicy(id, env().SECURITY_LEVEL));
  policies.set(id, known);
  return known;
}
