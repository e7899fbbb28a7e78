import { randomBytes } from 'node:crypto';
import { balancedPolicy } from '@/lib/decision/balanced-policy';
import type { Policy } from '@/lib/decision/policy';
import { type FaceModel, faceModel } from '@/lib/face/model';
import { type Storage, storage } from '@/lib/storage/storage';
import { type VoiceModel, voiceModel } from '@/lib/voice/model';
import { type Admission, createAdmission } from './admission';
import { voiceCalibration } from './calibration';

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
    admission: admission(),
    policy: await policyOf((await voiceModel()).id),
    now: () => new Date(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
  };
}

const policies = new Map<string, Policy>();

/** The policy with the threshold of the voice model in use. Throws `model_invalid` for a model that has none. */
async function policyOf(voiceModelId: string): Promise<Policy> {
  const known = policies.get(voiceModelId);
  if (known) return known;
  const { similarity, dataset, falseMatchRate, date } = await voiceCalibration(voiceModelId);
  const evidence = `${voiceModelId}, FMR ${falseMatchRate}: ${dataset}, ${date}`;
  const policy = { ...balancedPolicy, voice: { ...balancedPolicy.voice, maxDistance: 1 - similarity, evidence } };
  policies.set(voiceModelId, policy);
  return policy;
}
