import { randomUUID } from 'node:crypto';
import { encode, type JWT } from 'next-auth/jwt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Storage } from '@/lib/storage/storage';
import { createUser, type User } from '@/lib/storage/users';
import { openTestStorage } from '@/lib/testing/storage';
import { sessionOf } from './session-token';

const HOUR_MS = 3_600_000;
const NO_TOKEN = { ok: false, reason: 'no_token' };

let storage: Storage;
let ada: User;

beforeAll(async () => {
  storage = await openTestStorage();
  ada = await person('ada');
});
afterAll(() => storage.close());

async function person(name: string): Promise<User> {
  const now = new Date();
  return (await createUser(storage, { id: randomUUID(), name, createdAt: now, consentedAt: now }))!;
}

const claimsOf = (user: User): JWT => ({
  sub: user.id,
  sessionVersion: user.sessionVersion,
  startedAt: Date.now(),
});
const seal = (token: JWT, secret = storage.sessionSecret, maxAge = 3600) => encode({ token, secret, maxAge });
const look = (token: string | undefined, at = new Date()) => sessionOf(token, storage, at);

describe('a session token', () => {
  it('opens the session of its person, for twelve hours', async () => {
    const token = await seal(claimsOf(ada));
    expect(await look(token)).toEqual({ ok: true, user: ada });
    expect(await look(token, new Date(Date.now() + 12 * HOUR_MS))).toEqual({ ok: false, reason: 'expired' });
  });

  it('opens nothing where it is none, forged, changed, or past its own expiry', async () => {
    const token = await seal(claimsOf(ada));
    const forged = await seal(claimsOf(ada), 'x'.repeat(32));
    const plain = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claimsOf(ada))).toString('base64url')}.`;
    const changed = `${token.slice(0, -40)}${token.slice(-40).toUpperCase()}`;
    const late = await seal(claimsOf(ada), storage.sessionSecret, -60);
    for (const bad of [undefined, '', 'x', 'x.y.z', plain, forged, changed, late])
      expect(await look(bad)).toEqual(NO_TOKEN);
  });

  it.each([undefined, '', "' OR 1=1", 'ada'])('of nobody, %j, opens nothing', async (sub) => {
    const token = await seal({ ...claimsOf(ada), sub });
    expect(await look(token)).toEqual({ ok: false, reason: 'no_such_person' });
  });

  it('opens nothing when its person is gone, or has ended all sessions', async () => {
    const rosa = await person('rosa');
    const token = await seal(claimsOf(rosa));
    await storage.prisma.user.update({ where: { id: rosa.id }, data: { sessionVersion: { increment: 1 } } });
    expect(await look(token)).toEqual({ ok: false, reason: 'ended' });
    await storage.prisma.user.delete({ where: { id: rosa.id } });
    expect(await look(token)).toEqual({ ok: false, reason: 'no_such_person' });
  });
});
