import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SesameError } from '@/lib/errors';
import { type ApiAccess, filesRoute, methodNotAllowed, notFound } from './route';

const KEY = 'a-key-of-at-least-24-letters';
const URL = 'http://localhost/api/v1/voice/verify';
const MAX_FILE_BYTES = 1000;

const access: ApiAccess = {
  keyHashes: () => [createHash('sha256').update(KEY).digest()],
  count: () => undefined,
  admit: (_, work) => work(),
  record: async () => undefined,
};
/** Answers with what it was given. */
const echo = filesRoute({
  access,
  fields: ['a', 'b'],
  maxFileBytes: MAX_FILE_BYTES,
  answer: async ({ a, b }) => ({
    ok: true,
    a: Buffer.from(a).toString('latin1'),
    b: Buffer.from(b).toString('latin1'),
  }),
});

const authorization = `Bearer ${KEY}`;
type Part = [name: string, value: string | Blob, fileName?: string];

function post(parts: Part[], headers: Record<string, string> = {}): Request {
  const body = new FormData();
  for (const [name, value, fileName] of parts) {
    if (typeof value === 'string') body.append(name, value);
    else body.append(name, value, fileName);
  }
  return new Request(URL, { method: 'POST', body, headers: { authorization, ...headers } });
}

const file = (text: string): Blob => new Blob([text]);
const A: Part = ['a', file('one')];
const B: Part = ['b', file('two')];

function raw(body: BodyInit, headers: Record<string, string>): Request {
  return new Request(URL, {
    method: 'POST',
    body,
    headers: { authorization, ...headers },
    duplex: 'half',
  } as RequestInit);
}

/** A body that never ends, and how much of it was taken. */
function endless(): { stream: ReadableStream<Uint8Array>; taken: () => number } {
  let taken = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        taken += 1000;
        controller.enqueue(new Uint8Array(1000));
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, taken: () => taken };
}

async function told(response: Response): Promise<[number, { code: string; file?: string }]> {
  return [response.status, (await response.json()) as { code: string; file?: string }];
}

afterEach(() => vi.restoreAllMocks());

describe('a route for files', () => {
  it('hands over the files as they were sent, in any order, and answers with JSON that is not kept', async () => {
    const bytes = String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i));
    const binary = new Blob([Uint8Array.from({ length: 256 }, (_, i) => i)]);
    const response = await echo(post([['b', binary], A]));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await told(response)).toEqual([200, { a: 'one', b: bytes }]);
  });

  it('reads what curl sends', async () => {
    const boundary = '------------------------d74496d66958873e';
    const part = (name: string, text: string): string =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}.flac"\r\n` +
      `Content-Type: application/octet-stream\r\n\r\n${text}\r\n`;
    const body = `${part('a', 'one')}${part('b', '\r\n--two--\r\n')}--${boundary}--\r\n`;
    const response = await echo(raw(body, { 'content-type': `multipart/form-data; boundary=${boundary}` }));
    expect(await told(response)).toEqual([200, { a: 'one', b: '\r\n--two--\r\n' }]);
  });

  it('does not read file names', async () => {
    const names: Part[] = [
      ['a', file('one'), '../../../etc/passwd'],
      ['b', file('two'), 'x"; name="a'],
    ];
    expect(await told(await echo(post(names)))).toEqual([200, { a: 'one', b: 'two' }]);
  });

  it.each([
    ['no file', []],
    ['one file', [A]],
    ['three files', [A, B, ['c', file('three')]]],
    ['one field twice', [A, A]],
    ['one field twice and the other', [A, A, B]],
    ['another field', [A, ['voice', file('two')]]],
    ['a text instead of a file', [A, ['b', 'two']]],
    ['a text beside the files', [A, B, ['threshold', '0']]],
  ] satisfies [string, Part[]][])('does not take %s', async (_, parts) => {
    expect(await told(await echo(post(parts)))).toMatchObject([400, { code: 'invalid_request' }]);
  });

  it.each(['', '--x', '--x\r\n--x\r\n--x--', 'x'.repeat(5000), '--x\r\n\r\n\r\n--x\r\n\r\n\r\n--x--\r\n'])(
    'does not take the body %j',
    async (body) => {
      const response = await echo(raw(body, { 'content-type': 'multipart/form-data; boundary=x' }));
      expect(await told(response)).toMatchObject([400, { code: 'invalid_request' }]);
    },
  );

  it('does not parse a form of very many parts', async () => {
    const parse = vi.spyOn(Response.prototype, 'formData');
    const parts = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'.repeat(200);
    const response = await echo(raw(`${parts}--x--`, { 'content-type': 'multipart/form-data; boundary=x' }));
    expect(await told(response)).toMatchObject([400, { code: 'invalid_request' }]);
    expect(parse).not.toHaveBeenCalled();
  });

  it.each([
    'application/json',
    'application/x-www-form-urlencoded',
    'audio/flac',
    'multipart/mixed; boundary=x',
    'multipart/form-data',
    `multipart/form-data; boundary=${'x'.repeat(71)}`,
  ])('does not take the content type %s', async (type) => {
    expect(await told(await echo(raw('{}', { 'content-type': type })))).toMatchObject([
      415,
      { code: 'unsupported_media' },
    ]);
  });

  it('takes files up to their limit', async () => {
    const full = 'x'.repeat(MAX_FILE_BYTES);
    expect(
      (
        await told(
          await echo(
            post([
              ['a', file(full)],
              ['b', file(full)],
            ]),
          ),
        )
      )[0],
    ).toBe(200);
    const answer = await told(await echo(post([A, ['b', file(`${full}x`)]])));
    expect(answer).toMatchObject([413, { code: 'media_too_large', file: 'b' }]);
  });

  it('refuses a body by its declared length before reading it', async () => {
    const { stream, taken } = endless();
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '1000000000000' };
    expect(await told(await echo(raw(stream, headers)))).toMatchObject([413, { code: 'media_too_large' }]);
    expect(taken()).toBe(0);
  });

  it('stops reading a body that declares no length and does not end', async () => {
    const { stream, taken } = endless();
    const response = await echo(raw(stream, { 'content-type': 'multipart/form-data; boundary=x' }));
    expect(response.headers.get('connection')).toBe('close');
    expect(await told(response)).toMatchObject([413, { code: 'media_too_large' }]);
    expect(taken()).toBeLessThan(2 * MAX_FILE_BYTES + 20_000);
  });

  it.each([undefined, 'Bearer', `Bearer ${KEY.slice(0, -1)}`, `Bearer ${KEY}0`, `Basic ${KEY}`])(
    'reads nothing for the authorization %j',
    async (header) => {
      const { stream, taken } = endless();
      const request = raw(stream, { 'content-type': 'multipart/form-data; boundary=x' });
      if (header === undefined) request.headers.delete('authorization');
      else request.headers.set('authorization', header);
      const response = await echo(request);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await told(response)).toMatchObject([401, { code: 'invalid_api_key' }]);
      expect(taken()).toBe(0);
    },
  );

  it('is written down with its answer when it carries a key, and only then', async () => {
    const recorded: number[] = [];
    const record = async (_key: string, _request: Request, status: number): Promise<void> => void recorded.push(status);
    const answer = async () => ({ ok: true }) as const;
    const route = filesRoute({ access: { ...access, record }, fields: ['a', 'b'], maxFileBytes: 100, answer });
    await route(post([A, B]));
    await route(post([A]));
    await route(post([A, B], { authorization: 'Bearer a-wrong-key-of-the-right-length' }));
    expect(recorded).toEqual([200, 400]);
  });

  it('is too many of a key with when to come back, before it reads', async () => {
    const { stream, taken } = endless();
    const counted: string[] = [];
    const full: ApiAccess = {
      ...access,
      count: (key) => {
        counted.push(key);
        throw new SesameError('too_many_attempts', { retryAfterSeconds: 7 });
      },
    };
    const route = filesRoute({ access: full, fields: ['a'], maxFileBytes: 1, answer: async () => ({ ok: true }) });
    const response = await route(raw(stream, { 'content-type': 'multipart/form-data; boundary=x' }));
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await told(response)).toMatchObject([429, { code: 'too_many_attempts' }]);
    expect(counted).toEqual([createHash('sha256').update(KEY).digest('hex')]);
    expect(taken()).toBe(0);
  });

  it('is busy with when to come back, before it looks at the form', async () => {
    const parse = vi.spyOn(Response.prototype, 'formData');
    const full: ApiAccess = {
      ...access,
      admit: async () => {
        throw new SesameError('busy', { retryAfterSeconds: 7 });
      },
    };
    const route = filesRoute({ access: full, fields: ['a'], maxFileBytes: 100, answer: async () => ({ ok: true }) });
    const response = await route(post([A]));
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await told(response)).toMatchObject([503, { code: 'busy' }]);
    expect(parse).not.toHaveBeenCalled();
  });

  it('keeps nobody out while the body of another is still coming', async () => {
    let open = 0;
    const one: ApiAccess = {
      ...access,
      admit: async (_, work) => {
        if (open > 0) throw new SesameError('busy');
        open += 1;
        return work().finally(() => {
          open -= 1;
        });
      },
    };
    const route = filesRoute({ access: one, fields: ['a'], maxFileBytes: 100, answer: async () => ({ ok: true }) });
    const silent = (): Request => raw(new ReadableStream(), { 'content-type': 'multipart/form-data; boundary=x' });
    for (let i = 0; i < 16; i++) void route(silent());
    expect((await route(post([A]))).status).toBe(200);
  });

  it('logs an unknown error and shows nothing of it', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const broken = async (): Promise<never> => {
      throw new Error('password=hunter2');
    };
    const route = filesRoute({ access, fields: ['a', 'b'], maxFileBytes: 100, answer: broken });
    expect(await told(await route(post([A, B])))).toEqual([500, { code: 'internal' }]);
    expect(log).toHaveBeenCalledOnce();
  });

  it('says in JSON where nothing is', async () => {
    const response = await notFound();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await told(response)).toMatchObject([404, { code: 'not_found', message: expect.any(String) }]);
  });

  it('names the only method there is for all others', async () => {
    const response = await methodNotAllowed();
    expect(response.headers.get('allow')).toBe('POST');
    expect(await told(response)).toMatchObject([405, { code: 'method_not_allowed' }]);
  });
});
