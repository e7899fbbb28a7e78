import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthDeps } from '@/lib/auth/deps';
import { relyingParty } from '@/lib/auth/passkeys/relying-party';
import { env, siteOf } from '@/lib/env';
import { faceModel } from '@/lib/face/model';
import type { Applicant, LineLimits } from '@/lib/inference/lines';
import type { Queue } from '@/lib/inference/queue';
import { digitBackground } from '@/lib/recognition/digit-background';
import type { EarlierVoice } from '@/lib/recognition/earlier-voice';
import { LooksAhead } from '@/lib/recognition/looks-ahead';
import { observers } from '@/lib/recognition/observers';
import { configuredEnsemble } from '@/lib/recognition/voice-ensemble';
import { singleton } from '@/lib/singleton';
import { RETENTION } from '@/lib/storage/retention';
import { storage } from '@/lib/storage/storage';
import { countByVoiceModel } from '@/lib/storage/users';
import { voiceModel } from '@/lib/voice/model';
import { type CaptureGate, captureGate } from './capture-gate';
import { type FoundVoices, findEarlierVoices } from './earlier-voices';
import { mailer } from './mailer';
import { challengeLevelOf, type LevelledPolicy, loginPolicy } from './policy';
import { type Missing, missingNow } from './readiness';

/**
 * Captures analysed at once, two cores and decoding beside inference; and those that wait, so that each of two dozen addresses has its
 * turn and the last one still answers in some ten seconds.
 */
export const CAPTURE_PLACES: LineLimits = { places: 4, placesForLogIns: 2, placesEach: 2, waitingEach: 8, waiting: 32 };

/** Captures of one kind that one address may hand in, or one name on devices that it is known on. */
const capturesEach = { most: 60, windowMs: 3 * 60_000 };

/** For captures of which nobody said whose they are: all of them are one party. */
const NOBODY: Applicant = { kind: 'signUp', party: 'nobody' };

const captures = (): CaptureGate => singleton('admission', () => captureGate(CAPTURE_PLACES, capturesEach));

/** Where the work of a service with a key waits, behind that of people. */
export function serviceAdmission(key: string): Queue {
  return captures().admission.of({ kind: 'api', party: `key ${key}` });
}

/** Resolves when no capture is being analysed. */
export function admissionIdle(): Promise<void> {
  return captures().admission.idle();
}

/** The real ones, for what an applicant does. Throws `storage_in_use`, `storage_damaged`, `model_invalid`. */
export async function authDeps(applicant: Applicant = NOBODY, budget?: 'ahead'): Promise<AuthDeps> {
  return {
    storage: await storage(),
    observe: observers,
    ahead: singleton('looks ahead', () => new LooksAhead(RETENTION.logIn)),
    faceModel,
    voiceModel,
    voiceEnsemble: configuredEnsemble,
    digitBackground,
    admission: captures().of(applicant, budget),
    policy: (await configuredPolicy()).policy,
    liveness: { mode: env().LIVENESS, level: challengeLevelOf(env().SECURITY_LEVEL) },
    earlierVoices,
    assurance: env().ASSURANCE,
    relyingParty: relyingParty(siteOf(env())),
    mailer: mailer(env()),
    signUpsPerAddress: env().SIGN_UPS_PER_ADDRESS,
    now: () => new Date(),
    timer: {
      now: () => performance.now(),
      until: (time) => delay(Math.max(0, time - performance.now())),
    },
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
  };
}

const knownVoices = (): { found?: FoundVoices } => singleton('earlier voices', () => ({}));

/** The voice models that people are still enrolled with besides the one in use, as they were when somebody last looked. */
async function earlierVoices(): Promise<readonly EarlierVoice[]> {
  return (knownVoices().found ?? (await lookForEarlierVoices())).voices;
}

/** Looks which there are, and says what is new: at the start, and again and again, because other replicas enrol and renew people too. */
export async function lookForEarlierVoices(): Promise<FoundVoices> {
  const known = knownVoices();
  const { policy } = await configuredPolicy();
  const inUse = { id: (await voiceModel()).id, policy };
  const found = await findEarlierVoices(await countByVoiceModel(await storage()), inUse, env().SECURITY_LEVEL);
  for (const message of found.messages) if (!known.found?.messages.includes(message)) console.info(message);
  known.found = found;
  return found;
}

/** What this process misses to let people in. */
export function serverMisses(): Promise<Missing> {
  return missingNow({
    storage: async () => (await storage()).prisma.$queryRaw`SELECT 1`,
    models: () => Promise.all([faceModel(), voiceModel(), configuredEnsemble(), digitBackground()]),
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
