import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { apiAccess } from '@/lib/runtime/api-access';
import { storage } from '@/lib/storage/storage';
import { API_KEY, type Bytes, callApi, OTHER_API_KEY } from './api';

type Handler = (request: Request) => Promise<Response>;
type Route = Record<'POST', Handler> & Record<'GET' | 'PUT' | 'PATCH' | 'DELETE', () => Promise<Response>>;

/** As many requests of one key as may be open at once. */
const OPEN_EACH = 8;

const nameOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** What holds for every route of the HTTP API; `pair` are files that the first of them, which verifies, answers well. */
export function itGuards(routes: readonly [Route, ...Route[]], pair: () => Promise<{ a: Bytes; b: Bytes }>): void {
  it.each([
    ['no key', { authorization: '' }],
    ['a wrong key', { authorization: 'Bearer a-wrong-key-of-the-right-length' }],
    ['the beginning of a key', { authorization: `Bearer ${API_KEY.slice(0, 24)}` }],
    ['a key in the address', { authorization: '', query: `?key=${API_KEY}` }],
  ])('is not for callers with %s', async (_, options) => {
    const files = await pair();
    for (const route of routes)
      expect(await callApi(route, files, options)).toMatchObject({ status: 401, body: { code: 'invalid_api_key' } });
  });

  /** So many requests of a key that are open until they are told to end. */
  function holding(key: string, count: number): () => Promise<void> {
    const release: (() => void)[] = [];
    const held = Array.from({ length: count }, () =>
      apiAccess.admit(nameOf(key), () => new Promise<void>((resolve) => release.push(resolve))),
    );
    return async () => {
      for (const end of release) end();
      await Promise.all(held);
    };
  }

  it('is busy when 16 requests are open, tells when to come back, and answers again after that', async () => {
    const files = await pair();
    const ends = [holding(API_KEY, OPEN_EACH), holding(OTHER_API_KEY, OPEN_EACH)];
    for (const route of routes) {
      const busy = await callApi(route, files);
      expect(busy).toMatchObject({ status: 503, body: { code: 'busy' } });
      expect(Number(busy.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    for (const end of ends) await end();
    expect((await callApi(routes[0], files)).status).toBe(200);
  });

  it('writes down who called what, by the hash of the key, and nothing of what strangers try', async () => {
    const files = await pair();
    const { prisma } = await storage();
    const before = await prisma.auditEvent.count();
    await callApi(routes[0], files, { authorization: 'Bearer a-wrong-key-of-the-right-length' });
    expect(await prisma.auditEvent.count()).toBe(before);
    await callApi(routes[0], files);
    const event = await prisma.auditEvent.findFirstOrThrow({ where: { kind: 'api' }, orderBy: { seq: 'desc' } });
    expect(event.subject).toMatch(/^\/api\/v1\/x key [0-9a-f]{16}$/);
    expect([event.outcome, event.reason]).toEqual(['accept', '200']);
    expect(JSON.stringify(event)).not.toContain(API_KEY);
  });

  it('is busy for a key that has 8 requests open, and for no other', async () => {
    const files = await pair();
    const end = holding(OTHER_API_KEY, OPEN_EACH);
    const authorization = `Bearer ${OTHER_API_KEY}`;
    expect(await callApi(routes[0], files, { authorization })).toMatchObject({ status: 503, body: { code: 'busy' } });
    expect((await callApi(routes[0], files)).status).toBe(200);
    await end();
  });

  it('answers 405 to other methods', async () => {
    for (const { GET, PUT, PATCH, DELETE } of routes)
      for (const method of [GET, PUT, PATCH, DELETE]) expect((await method()).status).toBe(405);
  });
}
