import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionAnswer } from '@/lib/auth/session-answer';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { endSessionOf } from '@/lib/auth/session-token';
import type { Standing } from '@/lib/auth/standing';
import type { Storage } from '@/lib/storage/storage';
import { createUser, type User } from '@/lib/storage/users';
import { signInAs } from '@/lib/testing/sessions';
import { openTestStorage } from '@/lib/testing/storage';
import { identifyCaller } from './caller';

const SITE = 'https://sesame.example';
const COOKIE = sessionCookieName(SITE);
const MINUTE_MS = 60_000;
const start = new Date(Date.UTC(2026, 0, 1));
const later = (milliseconds: number): Date => new Date(start.getTime() + milliseconds);

let storage: Storage;
let ada: User;

beforeAll(async () => {
  storage = await openTestStorage();
  ada = (await createUser(storage, {
    id: randomUUID(),
    name: 'ada',
    createdAt: start,
    consentedAt: start,
    voiceModel: 'a-model',
  }))!;
});
afterAll(() => storage.close());

const open = (token: string, at: Date, name = COOKIE, standing: Standing = 'full') =>
  identifyCaller(
    { origin: SITE, cookie: `${name}=${token}` },
    { storage, origins: [SITE], isApiKey: () => false, standing: async () => standing, now: () => at },
  );
const NOBODY = { status: 401, code: 'not_signed_in' };

describe('a session', () => {
  it('opens streams for twelve hours from the log-in where they are opened, and none afterwards', async () => {
    const token = await signInAs(ada, storage, start);
    for (let minutes = 0; minutes < 12 * 60; minutes += 50)
      expect(await open(token, later(minutes * MINUTE_MS))).toMatchObject({ kind: 'person', id: ada.id });
    expect(await open(token, later(12 * 60 * MINUTE_MS))).toEqual(NOBODY);
    expect(await open(token, later(20 * 24 * 60 * MINUTE_MS))).toEqual(NOBODY);
  });

  it('opens no stream after an hour in which pages only asked whose it was', async () => {
    const token = await signInAs(ada, storage, start);
    for (const minutes of [20, 40, 59])
      expect(await sessionAnswer(token, storage, later(minutes * MINUTE_MS))).toMatchObject({ userId: ada.id });
    expect(await open(token, later(60 * MINUTE_MS))).toEqual(NOBODY);
  });

  it('opens no stream after the log-out', async () => {
    const token = await signInAs(ada, storage, start);
    await endSessionOf(token, storage, start);
    expect(await open(token, start)).toEqual(NOBODY);
  });

  it('opens no stream while it is good for a way in only', async () => {
    const token = await signInAs(ada, storage, start);
    for (const standing of ['recovery', 'passkey_first', 'voice_first', 'none'] as const)
      expect(await open(token, start, COOKIE, standing)).toEqual(NOBODY);
  });

  it('opens no stream by the cookie of a site without https', async () => {
    const token = await signInAs(ada, storage, start);
    expect(await open(token, start)).toMatchObject({ kind: 'person' });
    expect(await open(token, start, sessionCookieName('http://sesame.example'))).toEqual(NOBODY);
  });
});
