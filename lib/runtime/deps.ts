import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthDeps } from '@/lib/auth/deps';
import { env } from '@/lib/env';
import { faceModel } from '@/lib/face/model';
import { boundedQueue, type Queue } from '@/lib/inference/queue';
import { configuredEnsemble } from '@/lib/recognition/voice-ensemble';
import { singleton } from '@/lib/singleton';
import { storage } from '@/lib/storage/storage';
import { voiceModel } from '@/lib/voice/model';
import { type LevelledPolicy, loginPolicy } from './policy';
import { type Missing, missingNow } from './readiness';

/** Captures analysed at once: two cores, and decoding overlaps with inference. */
const RUNNING = 4;
/** Captures that may wait, so that the last one still answers in some ten seconds. */
const WAITING = 16;

function admission(): Queue {
  return singleton('admission', () => boundedQueue(RUNNING, WAITING));
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
    timer: {
      now: () => performance.now(),
      until: (time) => delay(Math.max(0, time - performance.now())),
    },
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
  };
}

/** What this process misses to let people in. */
export function serverMisses(): Promise<Missing> {
  return missingNow({
    storage: async () => (await storage()).prisma.$queryRaw`SELECT 1`,
    models: () => Promise.all([faceModel(), voiceModel(), configuredEnsemble()]),
  });
}

const policies = new Map<string, LevelledPolicy>();

/** The policy of this process for the voice model in use, made once. Throws `model_invalid`. */
export async function configuredPolicy(): Promise<LevelledPolicy> {
  const { id } = await voiceModel();
  const known = policies.get(id) ?? (await loginPolicy(id, env().SECURITY_LEVEL));
  policies.set(id, known);
  return known;
}
