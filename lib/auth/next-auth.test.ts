import { randomUUID } from 'node:crypto';
import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import { decode } from 'next-auth/jwt';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Storage } from '@/lib/storage/storage';
import { createTicket } from '@/lib/storage/tickets';
import { createUser } from '@/lib/storage/users';
import { openTestStorage } from '@/lib/testing/storage';
import { optionsAt } from './next-auth';
import { sessionOf } from './session-token';
import { tokenSecret } from './token-secret';

const SITE = 'https://sesame.example';
const COOKIE = '__Host-next-auth.session-token';
const BEARER = { address: '203.0.113.9', browser: 'Firefox on Linux' };

let storage: Storage;
beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.close());
afterEach(() => vi.unstubAllEnvs());

interface Asked {
  method: 'GET' | 'POST';
  nextauth: string[];
  cookies?: Record<string, string>;
  body?: Record<string, string>;
}

/** One request to next-auth at the site, and the cookies and the body of its answer. */
async function ask(asked: Asked): Promise<{ setCookies: string[]; body: unknown }> {
  vi.stubEnv('NEXTAUTH_URL', SITE);
  const setCookies: string[] = [];
  let body: unknown;
  const response = {
    status: () => response,
    setHeader: (name: string, value: string | string[]) => {
      if (name.toLowerCase() === 'set-cookie') setCookies.splice(0, Infinity, ...[value].flat());
      return response;
    },
    getHeader: (name: string) => (name.toLowerCase() === 'set-cookie' ? setCookies.slice() : undefined),
    send: (sent: unknown) => {
      body = sent;
    },
    json: (sent: unknown) => {
      body = sent;
    },
    end: () => undefined,
  };
  const { method, nextauth, cookies = {}, body: form } = asked;
  const request = { method, headers: {}, cookies, query: { nextauth }, body: form };
  const options = optionsAt(SITE, storage, BEARER);
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
  return { setCookies, body };
}

async function redeem(ticket: string): Promise<string[]> {
  const csrf = await ask({ method: 'GET', nextauth: ['csrf'] });
  const [pair = ''] = (csrf.setCookies[0] ?? '').split(';');
  const [name = '', value = ''] = pair.split('=', 2);
  const { csrfToken } = csrf.body as { csrfToken: string };
  const { setCookies } = await ask({
    method: 'POST',
    nextauth: ['callback', 'credentials'],
    cookies: { [name]: decodeURIComponent(value) },
    body: { csrfToken, ticket, json: 'true' },
  });
  return setCookies.filter((cookie) => cookie.startsWith(COOKIE));
}

describe('what a browser gets for a ticket, on https', () => {
  it('is a cookie of this host alone, whose token says nothing but which session it is of, for twelve hours', async () => {
    const now = new Date();
    const ada = await createUser(storage, { id: randomUUID(), name: 'ada', createdAt: now, consentedAt: now });
    const ticket = 'a'.repeat(32);
    await createTicket(storage, ticket, ada!, ['face', 'voice'], now);
    const [cookie = ''] = await redeem(ticket);
    const [pair = '', ...attributes] = cookie.split('; ');
    expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']));
    expect(cookie).not.toContain('Domain');
    const token = pair.slice(COOKIE.length + 1);
    const claims = await decode({ token, secret: tokenSecret(storage) });
    expect(Object.keys(claims!).sort()).toEqual(['exp', 'iat', 'jti', 'sid']);
    expect(Number(claims!.exp) - Number(claims!.iat)).toBe(12 * 3600);
    expect(await sessionOf(token, storage, now)).toMatchObject({ ok: true, user: ada });
  });

  it('is nothing where the ticket is none', async () => {
    expect(await redeem('f'.repeat(32))).toEqual([]);
  });
});
