import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { recording } from '@/lib/testing/captures';
import { makeServerFolder, startServer } from '@/lib/testing/server';
import { expect, test } from './test';

const KEY = 'a-key-of-this-test-that-is-long-enough';

test('a server that is told to stop answers the request under way before it goes', async () => {
  const { folder, remove } = await makeServerFolder();
  const server = await startServer(folder, { API_KEYS: KEY });
  try {
    const form = new FormData();
    for (const [field, n] of [
      ['a', 1],
      ['b', 2],
    ] as const)
      form.set(field, new Blob([new Uint8Array(await recording('slt', n))]));
    const whole = new Request('http://localhost', { method: 'POST', body: form });
    const body = Buffer.from(await whole.arrayBuffer());
    const call = request(`${server.url}/api/v1/voice/verify`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${KEY}`,
        'content-type': whole.headers.get('content-type') ?? '',
        'content-length': body.length,
        expect: '100-continue',
      },
    });
    call.flushHeaders();
    // The server has it in its hands.
    await once(call, 'continue');
    const gone = server.kill('SIGTERM');
    call.end(body);
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    const answer = (await response.toArray()).join('');
    expect([response.statusCode, JSON.parse(answer)]).toEqual([200, expect.objectContaining({ same: true })]);
    await gone;
    await expect(fetch(server.url)).rejects.toThrow();
  } finally {
    await server.kill('SIGKILL');
    await remove();
  }
});
