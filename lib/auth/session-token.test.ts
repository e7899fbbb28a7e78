import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEEN_EVERY_MS } from '@/lib/storage/sessions';
import type { Storage } from '@/lib/storage/storage';
import { sweep } from '@/lib/storage/sweep';
import { createUser, type User } from '@/lib/storage/users';
import { sealToken, signInAs } from '@/lib/testing/sessions';
import { openTestStorage } from '@/lib/testing/storage';
import { sessionAnswer } from './session-answer';
import { endSessionOf, seenSessionOf, sessionOf } from './session-token';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NO_TOKEN = { ok: false, reason: 'no_token' };
const NO_SESSION = { ok: false, reason: 'no_such_session' };
const start = new Date();
const later = (milliseconds: number): Date => new Date(start.getTime() + milliseconds);

let storage: Storage;
let ada: User;

beforeAll(async () => {
  storage = await openTestStorage();
  ada = await person('ada');
});
afterAll(() => storage.close());

async function person(name: string): Promise<User> {
  return (await createUser(storage, {
    id: randomUUID(),
    name,
    createdAt: start,
    consentedAt: start,
    voiceModel: 'a-model',
  }))!;
}

const signIn = (user = ada) => signInAs(user, storage, start);
const seenAt = async () => (await storage.prisma.session.findFirstOrThrow({ orderBy: { seenAt: 'desc' } })).seenAt;

describe('a session token', () => {
  it('opens the session of its person', async () => {
    expect(await sessionOf(await signIn(), storage, start)).toMatchObject({ ok: true, user: ada });
  });

  it('opens nothing where it is none, forged, changed, or past its own expiry', async () => {
    const token = await signIn();
    const sid = 'a'.repeat(43);
    const forged = await sealToken({ sid }, { sessionSecret: 'x'.repeat(32) });
    const plain = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(`{"sid":"${sid}"}`).toString('base64url')}.`;
    const changed = `${token.slice(0, -40)}${token.slice(-40).toUpperCase()}`;
    const late = await sealToken({ sid }, storage, -60);
    for (const bad of [undefined, '', 'x', 'x.y.z', plain, forged, changed, late])
      expect(await sessionOf(bad, storage, start)).toEqual(NO_TOKEN);
  });

  it('as versions before wrote it, with a person and a date, opens nothing', async () => {
    const old = await sealToken(
      { sub: ada.id, sessionVersion: ada.sessionVersion, startedAt: start.getTime() },
      storage,
    );
    expect(await sessionOf(old, storage, start)).toEqual(NO_TOKEN);
  });

  it('opens nothing without a row, nor by the hash that the table has', async () => {
    await signIn();
    const { hash } = await storage.prisma.session.findFirstOrThrow();
    expect(await sessionOf(await sealToken({ sid: 'f'.repeat(43) }, storage), storage, start)).toEqual(NO_SESSION);
    expect(await sessionOf(await sealToken({ sid: hash }, storage), storage, start)).toEqual(NO_TOKEN);
  });

  it('that is good for thirty days ends with its session all the same', async () => {
    const token = await signIn();
    for (let minutes = 0; minutes < 12 * 60; minutes += 50)
      expect(await seenSessionOf(token, storage, later(minutes * MINUTE_MS))).toMatchObject({ ok: true });
    for (const late of [12 * HOUR_MS, 20 * DAY_MS])
      expect(await sessionOf(token, storage, later(late))).toEqual({ ok: false, reason: 'expired' });
  });

  it('lasts as long as the operator says', async () => {
    const short = { ...storage, sessionLimits: { idleMs: 5 * MINUTE_MS, absoluteMs: HOUR_MS } };
    const token = await signIn();
    expect(await sessionOf(token, short, later(5 * MINUTE_MS - 1))).toMatchObject({ ok: true });
    expect(await sessionOf(token, short, later(5 * MINUTE_MS))).toEqual({ ok: false, reason: 'idle' });
    expect(await sessionOf(token, short, later(HOUR_MS))).toEqual({ ok: false, reason: 'expired' });
  });

  it('opens nothing after the log-out, wherever a copy of it is', async () => {
    const token = await signIn();
    const other = await signIn();
    await endSessionOf(token, storage, start);
    const { userId, subject } = await storage.prisma.auditEvent.findFirstOrThrow({ where: { kind: 'session' } });
    expect([userId, subject]).toEqual([ada.id, 'ended']);
    expect(await sessionOf(token, storage, start)).toEqual(NO_SESSION);
    expect(await seenSessionOf(token, storage, later(MINUTE_MS))).toEqual(NO_SESSION);
    expect(await sessionAnswer(token, storage, start)).toEqual({});
    expect(await sessionOf(other, storage, start)).toMatchObject({ ok: true });
    await endSessionOf(token, storage, start);
    expect(await storage.prisma.auditEvent.count()).toBe(1);
  });

  it('opens nothing when its person is gone, or has ended all sessions', async () => {
    const rosa = await person('rosa');
    const token = await signIn(rosa);
    await storage.prisma.user.update({ where: { id: rosa.id }, data: { sessionVersion: { increment: 1 } } });
    expect(await sessionOf(token, storage, start)).toEqual({ ok: false, reason: 'ended' });
    await storage.prisma.user.delete({ where: { id: rosa.id } });
    expect(await sessionOf(token, storage, start)).toEqual(NO_SESSION);
  });
});

describe('what is noted of a session', () => {
  it('is a request a minute at the most, and one of many at once', async () => {
    await storage.prisma.session.deleteMany();
    const token = await signIn();
    await seenSessionOf(token, storage, later(SEEN_EVERY_MS - 1));
    expect(await seenAt()).toEqual(start);
    await Promise.all([0, 1, 2].map((i) => seenSessionOf(token, storage, later(SEEN_EVERY_MS + i))));
    const noted = (await seenAt()).getTime() - start.getTime() - SEEN_EVERY_MS;
    expect([0, 1, 2]).toContain(noted);
    await seenSessionOf(token, storage, later(2 * SEEN_EVERY_MS - 1));
    expect((await seenAt()).getTime() - start.getTime() - SEEN_EVERY_MS).toBe(noted);
  });

  it('is nothing where a page only asks whose it is: that keeps nobody signed in', async () => {
    await storage.prisma.session.deleteMany();
    const token = await signIn();
    const expires = later(HOUR_MS).toISOString();
    expect(await sessionAnswer(token, storage, later(HOUR_MS - 1))).toEqual({ userId: ada.id, expires });
    expect(await seenAt()).toEqual(start);
    expect(await sessionAnswer(token, storage, later(HOUR_MS))).toEqual({});
  });

  it('is swept away with its address once it has ended', async () => {
    await storage.prisma.session.deleteMany();
    await signIn();
    await sweep(storage, later(HOUR_MS - 1));
    expect(await storage.prisma.session.count()).toBe(1);
    await sweep(storage, later(HOUR_MS));
    expect(await storage.prisma.session.count()).toBe(0);
  });
});
