import { randomUUID } from 'node:crypto';
import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import { encode } from 'next-auth/jwt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { optionsAt } from '@/lib/auth/next-auth';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import type { Storage } from '@/lib/storage/storage';
import { createUser, type User } from '@/lib/storage/users';
import { openTestStorage } from '@/lib/testing/storage';
import { identifyCaller } from './caller';

const SITE = 'https://sesame.example';
const COOKIE = sessionCookieName(SITE);
const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 0, 1);

let storage: Storage;
let ada: User;

beforeAll(async () => {
  storage = await openTestStorage();
  const at = new Date(START);
  ada = (await createUser(storage, { id: randomUUID(), name: 'ada', createdAt: at, consentedAt: at }))!;
});
afterAll(() => storage.close());
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_URL', SITE);
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(START);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const logIn = (): Promise<string> =>
  encode({
    token: { sub: ada.id, sessionVersion: ada.sessionVersion, startedAt: Date.now() },
    secret: storage.sessionSecret,
    maxAge: 12 * 3600,
  });

/** GET /api/auth/session, as next-auth answers it: the session, and the token it renews at every look. */
async function keepAlive(token: string): Promise<{ session: unknown; token: string }> {
  const sent: Record<string, string[]> = {};
  let session: unknown;
  const response = {
    status: () => response,
    setHeader: (name: string, value: string | string[]) => {
      sent[name.toLowerCase()] = [value].flat();
    },
    getHeader: (name: string) => sent[name.toLowerCase()],
    send: (body: unknown) => {
      session = body;
    },
  };
  const request = { method: 'GET', headers: {}, cookies: { [COOKIE]: token }, query: { nextauth: ['session'] } };
  await NextAuth(
    request as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    optionsAt(SITE, storage),
  );
  const renewed = sent['set-cookie']?.find((line) => line.startsWith(`${COOKIE}=`));
  return { session, token: renewed?.slice(COOKIE.length + 1).split(';')[0] ?? '' };
}

const open = (token: string, name = COOKIE) =>
  identifyCaller(
    { origin: SITE, cookie: `${name}=${token}` },
    { storage, origins: [SITE], isApiKey: () => false, now: () => new Date() },
  );
const NOBODY = { status: 401, code: 'not_signed_in' };

describe('a session that is kept alive by looking at it', () => {
  it('opens streams for twelve hours from the log-in, and none afterwards', async () => {
    let token = await logIn();
    for (const hours of [6, 11]) {
      vi.setSystemTime(START + hours * HOUR_MS);
      const looked = await keepAlive(token);
      expect(looked.session).toMatchObject({ userId: ada.id });
      expect(looked.token).not.toBe(token);
      token = looked.token;
    }
    vi.setSystemTime(START + 12 * HOUR_MS - 1);
    expect(await open(token)).toMatchObject({ kind: 'person', id: ada.id });
    vi.setSystemTime(START + 12 * HOUR_MS);
    expect(await open(token)).toEqual(NOBODY);
    const looked = await keepAlive(token);
    expect(looked.session).toEqual({});
    expect(await open(looked.token)).toEqual(NOBODY);
  });

  it('opens no stream by the cookie of a site without https', async () => {
    const token = await logIn();
    expect(await open(token)).toMatchObject({ kind: 'person' });
    expect(await open(token, sessionCookieName('http://sesame.example'))).toEqual(NOBODY);
  });
});
