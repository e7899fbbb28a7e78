import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GateOptions, passGate } from './gate';
import { NONCE_HEADER } from './security-headers';

const options: GateOptions = {
  publicUrls: ['https://login.example.org', 'https://other.example.org:8443'],
  trustedProxies: 0,
  withPolicy: true,
};
let current = options;
let port = 0;
const server = createServer((asked, response) => {
  if (!passGate(asked, response, current)) return;
  response.end(JSON.stringify(asked.headers));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** What the page behind the gate was told. */
  seen: Record<string, string>;
}

function ask(headers: Record<string, string>, path = '/'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          seen: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>,
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

const nonceIn = (policy: unknown): string | undefined => /'nonce-([^']+)'/.exec(String(policy))?.[1];

describe('the gate', () => {
  it.each([
    'login.example.org',
    'LOGIN.example.org',
    'other.example.org:8443',
    'localhost',
    'localhost:3000',
    '127.0.0.1:80',
    '[::1]:3000',
  ])('lets %s in', async (host) => {
    expect((await ask({ host })).status).toBe(200);
  });

  it.each([
    'evil.example',
    'login.example.org.evil.example',
    'login.example.org:8443',
    'other.example.org',
    'localhost.evil.example',
    'localhost@evil.example',
    '127.0.0.1.evil.example',
    '192.0.2.1',
  ])('answers 421 to %s, and no page sees it', async (host) => {
    const answer = await ask({ host });
    expect(answer.status).toBe(421);
    expect(answer.seen).toEqual({ code: 'unknown_host' });
    expect(answer.headers['content-security-policy']).toBeDefined();
  });

  it('answers probes under any host, and only those', async () => {
    expect((await ask({ host: '10.1.2.3:3000' }, '/livez')).status).toBe(200);
    expect((await ask({ host: '10.1.2.3:3000' }, '/readyz')).status).toBe(200);
    expect((await ask({ host: '10.1.2.3:3000' }, '/readyz/../log_in')).status).toBe(421);
    expect((await ask({ host: '10.1.2.3:3000' }, '//livez')).status).toBe(421);
  });

  it('gives each answer a nonce of its own, and the page the same one, whatever the client sends', async () => {
    const forged = { host: 'localhost', 'content-security-policy': "script-src 'nonce-mine'", [NONCE_HEADER]: 'mine' };
    const [first, second] = [await ask(forged), await ask(forged)];
    const nonce = nonceIn(first.headers['content-security-policy']);
    expect(Buffer.from(nonce ?? '', 'base64')).toHaveLength(16);
    expect(nonceIn(second.headers['content-security-policy'])).not.toBe(nonce);
    expect(first.seen[NONCE_HEADER]).toBe(nonce);
    expect(nonceIn(first.seen['content-security-policy'])).toBe(nonce);
  });

  it('runs no script without the nonce', async () => {
    const policy = String((await ask({ host: 'localhost' })).headers['content-security-policy']);
    const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src'));
    expect(scripts).toContain("'strict-dynamic'");
    expect(scripts).not.toMatch(/unsafe-inline|'unsafe-eval|self|https?:|\*/);
    expect(policy).toContain("base-uri 'none'");
  });

  it('tells browsers to stay on https where the site is there, and not on a machine of one’s own', async () => {
    expect((await ask({ host: 'localhost' })).headers['strict-transport-security']).toBe('max-age=31536000');
    current = { ...options, publicUrls: ['http://localhost:3000'] };
    expect((await ask({ host: 'localhost' })).headers['strict-transport-security']).toBeUndefined();
    current = options;
  });

  it('believes no forwarded host, protocol or address where no proxy is trusted', async () => {
    const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' };
    const { seen } = await ask({ host: 'localhost', 'x-forwarded-for': '203.0.113.9', ...forged });
    for (const name of Object.keys(forged)) expect(seen[name]).toBeUndefined();
    expect(seen['x-open-sesame-address']).toBe('127.0.0.1');
  });

  it('behind a trusted proxy takes a forwarded host that is ours, and no other', async () => {
    current = { ...options, trustedProxies: 1 };
    const ours = await ask({
      host: 'app:3000',
      'x-forwarded-host': 'login.example.org',
      'x-forwarded-for': '203.0.113.9',
    });
    expect(ours).toMatchObject({ status: 200, seen: { 'x-open-sesame-address': '203.0.113.9' } });
    expect((await ask({ host: 'login.example.org', 'x-forwarded-host': 'evil.example' })).status).toBe(421);
    current = options;
  });
});
