import { createHash, randomUUID } from 'node:crypto';
import type { PasskeyCreation } from '@/lib/api/contract';
import type { AuthDeps } from '@/lib/auth/deps';
import { finishRegistration, startRegistration } from '@/lib/auth/passkeys/register';
import { relyingParty } from '@/lib/auth/passkeys/relying-party';
import type { Result } from '@/lib/errors';
import { secretHash } from '@/lib/storage/secret-hash';
import { type Session, type SessionHolder, startSession } from '@/lib/storage/sessions';
import type { Storage } from '@/lib/storage/storage';
import { createUser, type User } from '@/lib/storage/users';
import { type Distortion, type TestAuthenticator, testAuthenticator } from './authenticator';

export const ORIGIN = 'https://sesame.example';
export const VISITOR = { address: '203.0.113.9', browser: 'Firefox on Linux' };

/** What the ways in beside face and voice need. */
export type WaysDeps = Pick<
  AuthDeps,
  'storage' | 'now' | 'random' | 'timer' | 'relyingParty' | 'assurance' | 'mailer'
> & { wait(milliseconds: number): void };

/** On real storage, with a clock that moves only when told, randomness that repeats, and no models. */
export function waysDeps(storage: Storage): WaysDeps {
  let clock = Date.UTC(2026, 0, 1);
  let drawn = 0;
  return {
    storage,
    now: () => new Date(clock),
    random: (bytes) => {
      drawn += 1;
      return new Uint8Array(createHash('sha512').update(String(drawn)).digest().subarray(0, bytes));
    },
    timer: { now: () => 0, until: async () => undefined },
    relyingParty: relyingParty(ORIGIN),
    assurance: 'face_voice_or_passkey',
    mailer: undefined,
    wait: (milliseconds) => {
      clock += milliseconds;
    },
  };
}

/** A person with a session, as a log-in by these methods opens it. */
export async function addOwner(
  name: string,
  { storage, now }: Pick<WaysDeps, 'storage' | 'now'>,
  amr: readonly string[] = ['face', 'voice'],
): Promise<SessionHolder> {
  const person = { id: randomUUID(), name, createdAt: now(), consentedAt: now(), voiceModel: 'a-model' };
  const user = await createUser(storage, person);
  if (!user) throw new Error(`${name} is there already`);
  return { user, session: await openSession(user, { storage, now }, amr) };
}

/** A session of a person. */
export async function openSession(
  { id: userId, sessionVersion }: User,
  { storage, now }: Pick<WaysDeps, 'storage' | 'now'>,
  amr: readonly string[] = ['face', 'voice'],
): Promise<Session> {
  const opened = { userId, sessionVersion, amr: [...amr], device: '', addressPrefix: '' };
  const hash = secretHash(await startSession(storage, opened, now()));
  return storage.prisma.session.findUniqueOrThrow({ where: { hash } });
}

/** What a browser is asked to make a passkey by. */
export async function creationFor(owner: SessionHolder, deps: WaysDeps): Promise<PasskeyCreation> {
  const started = await startRegistration(owner, VISITOR.address, deps);
  if (!started.ok) throw new Error(started.code);
  return started.options;
}

/** A passkey of a person that an authenticator made, and what the server said to it. */
export async function addPasskey(
  owner: SessionHolder,
  deps: WaysDeps,
  { name = 'A phone', authenticator = testAuthenticator(ORIGIN), ...distortion }: AddedPasskey = {},
): Promise<{ authenticator: TestAuthenticator; result: Result }> {
  const response = authenticator.register(await creationFor(owner, deps), distortion);
  return { authenticator, result: await finishRegistration(owner, { name, response }, deps) };
}

interface AddedPasskey extends Distortion {
  name?: string;
  authenticator?: TestAuthenticator;
}
