import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretHash } from '@/lib/storage/secret-hash';
import type { Storage } from '@/lib/storage/storage';
import { createTicket } from '@/lib/storage/tickets';
import { createUser, type User } from '@/lib/storage/users';
import { sealToken, signInAs } from '@/lib/testing/sessions';
import { openTestStorage } from '@/lib/testing/storage';
import { openSession } from './open-session';
import { sessionOf } from './session-token';

const BEARER = { address: '203.0.113.9', browser: 'Firefox on Linux' };
const now = new Date();

let storage: Storage;
let ada: User;
let tickets = 0;

beforeAll(async () => {
  storage = await openTestStorage();
  ada = (await createUser(storage, {
    id: randomUUID(),
    name: 'ada',
    createdAt: now,
    consentedAt: now,
    voiceModel: 'a-model',
  }))!;
});
afterAll(() => storage.close());

async function ticketOf(user: User, amr = ['face', 'voice']): Promise<string> {
  const ticket = String(++tickets).padStart(32, '0');
  await createTicket(storage, ticket, user, amr, now);
  return ticket;
}

describe('a log-in', () => {
  it('opens a session that knows how, with what and where from, and keeps neither the id nor the whole address', async () => {
    const opened = await openSession(storage, await ticketOf(ada, ['face']), BEARER, now);
    const row = await storage.prisma.session.findUniqueOrThrow({ where: { hash: secretHash(opened!.sid) } });
    expect(row).toMatchObject({
      userId: ada.id,
      amr: ['face'],
      device: BEARER.browser,
      addressPrefix: '203.0.113.0/24',
    });
    expect(JSON.stringify(row)).not.toContain(opened!.sid);
    const event = await storage.prisma.auditEvent.findFirstOrThrow({ where: { kind: 'session' } });
    expect(event).toMatchObject({ subject: 'opened', reason: 'face', userId: ada.id, browser: BEARER.browser });
    expect(JSON.stringify(event)).not.toContain(BEARER.address);
  });

  it('has an id of its own each time, of 256 bits, and ends the session that the browser had', async () => {
    const token = await signInAs(ada, storage, now);
    const elsewhere = await signInAs(ada, storage, now);
    const first = await openSession(storage, await ticketOf(ada), { ...BEARER, token }, now);
    const second = await openSession(storage, await ticketOf(ada), BEARER, now);
    expect(first!.sid).not.toBe(second!.sid);
    expect(Buffer.from(first!.sid, 'base64url')).toHaveLength(32);
    expect(await sessionOf(token, storage, now)).toEqual({ ok: false, reason: 'no_such_session' });
    expect(await sessionOf(elsewhere, storage, now)).toMatchObject({ ok: true });
  });

  it('does not take over the id that a browser was given beforehand', async () => {
    const planted = 'p'.repeat(43);
    const token = await sealToken({ sid: planted }, storage);
    const opened = await openSession(storage, await ticketOf(ada), { ...BEARER, token }, now);
    expect(opened!.sid).not.toBe(planted);
    expect(await sessionOf(token, storage, now)).toMatchObject({ ok: false });
  });

  it('that only failed leaves the session that the browser had', async () => {
    const token = await signInAs(ada, storage, now);
    expect(await openSession(storage, 'f'.repeat(32), { ...BEARER, token }, now)).toBeNull();
    expect(await sessionOf(token, storage, now)).toMatchObject({ ok: true });
  });

  it('with a ticket from before all sessions were ended opens none', async () => {
    const rosa = (await createUser(storage, {
      id: randomUUID(),
      name: 'rosa',
      createdAt: now,
      consentedAt: now,
      voiceModel: 'a-model',
    }))!;
    const ticket = await ticketOf(rosa);
    await storage.prisma.user.update({ where: { id: rosa.id }, data: { sessionVersion: { increment: 1 } } });
    expect(await openSession(storage, ticket, BEARER, now)).toBeNull();
  });
});
