import { actionClient } from '@/lib/testing/action-client';
import { findPostgres, startPostgres } from '@/lib/testing/postgres';
import { makeServerFolder, startServer } from '@/lib/testing/server';
import { expect, test } from './test';

test('a server says that it lives and is ready, and answers unknown addresses below /api in JSON', async ({
  server,
}) => {
  for (const path of ['livez', 'readyz']) {
    const response = await fetch(`${server.url}/${path}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
  }
  for (const path of ['/api', '/api/nowhere', '/api/v1/voice/nowhere', '/api/v1/voice/verify/more']) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const response = await fetch(`${server.url}${path}`, { method });
      expect([path, response.status, await response.json()]).toEqual([
        path,
        404,
        { code: 'not_found', message: expect.any(String) },
      ]);
    }
  }
});

const programs = findPostgres();

test('a server whose database goes away lives on, says that it is not ready, and is again when it is back', async () => {
  test.skip(!programs, 'needs initdb and postgres');
  const postgres = await startPostgres(programs as string);
  const { folder, remove } = await makeServerFolder();
  const server = await startServer(folder, { DATABASE_URL: postgres.url });
  try {
    const client = await actionClient(server.url);
    const statusOf = async (path: string): Promise<number> => (await fetch(`${server.url}/${path}`)).status;
    expect(await statusOf('readyz')).toBe(200);
    await postgres.suspend();
    const response = await fetch(`${server.url}/readyz`);
    expect([response.status, await response.json()]).toEqual([503, { ready: false, missing: ['storage'] }]);
    expect(await statusOf('livez')).toBe(200);
    expect(await client.startLogin({ name: 'ada' })).toEqual({ ok: false, code: 'unavailable', retryAfterSeconds: 5 });
    await postgres.resume();
    await expect.poll(() => statusOf('readyz')).toBe(200);
    expect(await client.startLogin({ name: 'ada' })).toMatchObject({ ok: true });
  } finally {
    await server.kill('SIGTERM');
    await postgres.stop();
    await remove();
  }
});
