import { createHash } from 'node:crypto';
import type { AuthDeps } from '@/lib/auth/deps';
import { relyingParty } from '@/lib/auth/passkeys/relying-party';
import { SIGNALS, type Signal, type SignalEffect } from '@/lib/decision/signal';
import { faceModel } from '@/lib/face/model';
import { boundedQueue } from '@/lib/inference/queue';
import { digitBackground } from '@/lib/recognition/digit-background';
import { makeDummyTemplates } from '@/lib/recognition/dummy-templates';
import { LooksAhead } from '@/lib/recognition/looks-ahead';
import { observers } from '@/lib/recognition/observers';
import { configuredEnsemble } from '@/lib/recognition/voice-ensemble';
import { loginPolicy } from '@/lib/runtime/policy';
import { RETENTION } from '@/lib/storage/retention';
import type { Storage } from '@/lib/storage/storage';
import { voiceModel } from '@/lib/voice/model';

export interface TestDeps extends AuthDeps {
  /** Moves the clock on, in milliseconds. */
  wait(milliseconds: number): void;
}

/** Tests log in with the same few captures again and again, so that signals are found but take nothing. */
const QUIET = Object.fromEntries(SIGNALS.map((signal) => [signal, 0])) as Record<Signal, SignalEffect>;

/** Real models and real storage, with a clock that moves only when told and randomness that repeats. */
export async function testDeps(storage: Storage): Promise<TestDeps> {
  await makeDummyTemplates(storage);
  const { policy } = await loginPolicy((await voiceModel()).id, 'balanced');
  let clock = Date.UTC(2026, 0, 1);
  let drawn = 0;
  return {
    storage,
    observe: observers,
    ahead: new LooksAhead(RETENTION.logIn),
    faceModel,
    voiceModel: () => voiceModel(),
    voiceEnsemble: configuredEnsemble,
    digitBackground,
    admission: boundedQueue(4, 16),
    policy: { ...policy, signals: QUIET },
    liveness: { mode: 'off', level: 'balanced' },
    earlierVoices: async () => [],
    assurance: 'face_voice_or_passkey',
    relyingParty: relyingParty('http://localhost:3000'),
    mailer: undefined,
    signUpsPerAddress: 20,
    now: () => new Date(clock),
    timer: { now: () => 0, until: async () => undefined },
    random: (bytes) => {
      drawn += 1;
      return new Uint8Array(createHash('sha512').update(String(drawn)).digest().subarray(0, bytes));
    },
    wait: (milliseconds) => {
      clock += milliseconds;
    },
  };
}
