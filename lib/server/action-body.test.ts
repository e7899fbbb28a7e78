import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { actionBody } from './action-body';

/** What the page behind it read. */
let read: string | undefined;
let port = 0;
const server = createServer(async (asked, response) => {
  if (!(await actionBody(asked, response))) return;
  const chunks: Buffer[] = [];
  asked.on('data', (chunk: Buffer) => chunks.push(chunk));
  asked.on('error', () => undefined);
  asked.on('end', () => {
    read = Buffer.concat(chunks).toString();
    response.end();
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  read = undefined;
});

function post(body: string | Buffer, headers: Record<string, string>, path = '/log_in'): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const call = { 'next-action': 'a'.repeat(42), 'content-type': 'text/plain;charset=UTF-8' };
const form = { 'content-type': 'multipart/form-data; boundary=abc' };

describe('the body of an action', () => {
  it('reaches the page whole when it is arguments', async () => {
    const body = JSON.stringify([{ name: 'Ada', frames: 'x'.repeat(200_000) }]);
    expect(await post(body, call)).toBe(200);
    expect(read).toBe(body);
  });

  it.each(['{{{', '', '{"a":1}', '"text"', '[1,', '\u0000', '[1]trailing'])(
    'is 400 in one line of the log when it is %j, and no page sees it',
    async (body) => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
      expect(await post(body, call)).toBe(400);
      expect(read).toBeUndefined();
      expect(warn.mock.calls).toEqual([['an action was called with a malformed body: 400']]);
      warn.mockRestore();
    },
  );

  it('is a form that ends, whether a script or the form itself sends it', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const whole = '--abc\r\ncontent-disposition: form-data; name="choice"\r\n\r\nallow\r\n--abc--\r\n';
    for (const headers of [form, { ...form, 'next-action': call['next-action'] }]) {
      expect(await post(whole, headers)).toBe(200);
      expect(read).toBe(whole);
      expect(await post(whole.slice(0, -6), headers)).toBe(400);
      expect(await post('garbage', headers)).toBe(400);
    }
  });

  it('may have any type or none, and what is no action passes as it is', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    expect(await post('[]', { 'next-action': call['next-action'] })).toBe(200);
    expect(await post('{}', { 'next-action': call['next-action'] })).toBe(400);
    expect(await post('anything', { 'content-type': 'text/plain' })).toBe(200);
    expect(await post('anything', form, '/api/v1/voice/verify')).toBe(200);
  });
});
