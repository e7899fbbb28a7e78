import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { actionClient, listActions } from '@/lib/testing/action-client';
import { burst } from '@/lib/testing/burst';
import { recording, sentence } from '@/lib/testing/captures';
import { sized } from '@/lib/testing/nightly';
import { makeFurnishedFolder } from '@/lib/testing/residents';
import { SERVER_COMMAND, startServer, type TestServer } from '@/lib/testing/server';
import { expect, test } from './test';

const KEY = 'a-key-of-this-test-that-is-long-enough';
/** What containers wait for after SIGTERM, in milliseconds. */
const GRACE_MS = 10_000;

/** A process of its own number 1, as in a container. */
const ALONE = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
const canBeAlone = spawnSync(ALONE[0] as string, [...ALONE.slice(1), 'true']).status === 0;

/** Sends the headers of a request and waits until the server has it in its hands; the body is for `end`. */
async function begin(url: string, headers: Record<string, string>, body: Buffer): Promise<ClientRequest> {
  const call = request(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': body.length, expect: '100-continue' },
  });
  call.flushHeaders();
  await once(call, 'continue');
  return call;
}

async function answerTo(call: ClientRequest, body: Buffer): Promise<{ status?: number; text: string }> {
  call.end(body);
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  return { status: response.statusCode, text: (await response.toArray()).join('') };
}

/** The process that a command such as `unshare --fork` runs. */
function childOf(pid: number): number {
  const child = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
  // To 0 a signal means everybody.
  if (!child) throw new Error(`process ${pid} has no child, or several`);
  return child;
}

test('a server that is told to stop answers the request under way before it goes', async () => {
  const { folder, remove } = await makeFurnishedFolder();
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
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': whole.headers.get('content-type') ?? '' };
    const call = await begin(`${server.url}/api/v1/voice/verify`, headers, body);
    const gone = server.kill('SIGTERM');
    const answer = await answerTo(call, body);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, expect.objectContaining({ same: true })]);
    await gone;
    await expect(fetch(server.url)).rejects.toThrow();
  } finally {
    await server.kill('SIGKILL');
    await remove();
  }
});

interface Way {
  /** Whom the signal is sent to. */
  told: string;
  command: readonly string[];
  target(server: TestServer): number;
  alone: boolean;
}

/** By day npm outside a container and node in one; at night every way there is. */
const ways: Way[] = [
  { told: 'npm start', command: ['npm', 'start'], target: ({ pid }) => pid, alone: false },
  { told: 'node as process 1', command: [...ALONE, ...SERVER_COMMAND], target: ({ pid }) => childOf(pid), alone: true },
  { told: 'the node process', command: SERVER_COMMAND, target: ({ pid }) => pid, alone: false },
  {
    told: 'npm start as process 1',
    command: [...ALONE, 'npm', 'start'],
    target: ({ pid }) => childOf(pid),
    alone: true,
  },
];

for (const { told, command, target, alone } of ways.slice(0, sized(4, 2))) {
  test(`SIGTERM to ${told} answers the log-in under way, leaves no capture and ends with 0 in time`, async () => {
    test.skip(alone && !canBeAlone, 'needs the right to unshare process ids');
    const { folder, remove } = await makeFurnishedFolder();
    const server = await startServer(folder, {}, command);
    try {
      const started = await (await actionClient(server.url)).startLogin({ name: 'nobody' });
      if (!started.ok) throw new Error(started.code);
      const logIn = (await listActions()).find(({ name }) => name === 'logIn');
      if (!logIn) throw new Error('there is no action logIn');
      const input = { attemptId: started.attemptId, ...(await burst('ada', 0)), recording: await sentence('slt', 1) };
      const body = Buffer.from(JSON.stringify([input]));
      const headers = { origin: server.url, 'next-action': logIn.id, accept: 'text/x-component' };
      const call = await begin(`${server.url}${logIn.path}`, headers, body);
      const toldAt = performance.now();
      process.kill(target(server), 'SIGTERM');
      expect((await answerTo(call, body)).text).toContain('"code":"not_recognised"');
      expect(await server.exited).toBe(0);
      expect(performance.now() - toldAt).toBeLessThan(GRACE_MS);
      expect(readdirSync(server.tmpDir)).toEqual([]);
    } finally {
      await server.kill('SIGKILL');
      await remove();
    }
  });
}
