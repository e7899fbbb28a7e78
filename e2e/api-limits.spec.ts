import { makeServerFolder, startServer } from '@/lib/testing/server';
import { expect, test } from './test';

const [KEY, OTHER_KEY] = ['a-key-of-this-test-that-is-long-enough', 'another-key-that-is-long-enough-too'];
const REQUESTS_PER_MINUTE = 3;

test('a key that has used up its minute is told when to come back, and no other key pays for it', async () => {
  const { folder, remove } = await makeServerFolder();
  const settings = { API_KEYS: `${KEY},${OTHER_KEY}`, API_REQUESTS_PER_MINUTE: String(REQUESTS_PER_MINUTE) };
  const server = await startServer(folder, settings);
  try {
    const call = (key: string): Promise<Response> =>
      fetch(`${server.url}/api/v1/voice/verify`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: new FormData(),
      });
    for (let i = 0; i < REQUESTS_PER_MINUTE; i++) expect((await call(KEY)).status).toBe(400);
    const refused = await call(KEY);
    expect([refused.status, await refused.json()]).toEqual([
      429,
      expect.objectContaining({ code: 'too_many_attempts' }),
    ]);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await call(OTHER_KEY)).status).toBe(400);
  } finally {
    await server.kill('SIGKILL');
    await remove();
  }
});
