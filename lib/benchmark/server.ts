import { readFile } from 'node:fs/promises';
import { median } from '@/lib/math/statistics';
import { actionClient } from '@/lib/testing/action-client';
import { burst } from '@/lib/testing/burst';
import { sentence } from '@/lib/testing/captures';
import { signUpByScript } from '@/lib/testing/people';
import { makeServerFolder, startServer, type TestServer } from '@/lib/testing/server';
import type { Figure } from './figures';

const STARTS = 5;
const LOGINS = 100;
const FIRST = 20;

/** The real server: from its start to the first page, and its memory over a hundred log-ins. */
export async function benchServer(): Promise<Figure[]> {
  const { folder, remove } = await makeServerFolder();
  try {
    const starts: number[] = [];
    for (let i = 0; i < STARTS; i++) {
      const startedAt = performance.now();
      const server = await startServer(folder);
      await (await fetch(server.url)).text();
      starts.push(performance.now() - startedAt);
      await server.kill('SIGTERM');
    }
    const server = await startServer(folder, { TRUSTED_PROXIES: '1' });
    const { early, late, times } = await logInOften(server);
    await server.kill('SIGTERM');
    return [
      { name: 'first start to first page', value: starts[0] as number, unit: 'ms', how: 'makes the database' },
      { name: 'start to first page', value: median(starts.slice(1)), unit: 'ms', how: `median of ${STARTS - 1}` },
      {
        name: 'log-in over HTTP',
        value: median(times),
        unit: 'ms',
        how: `median of ${LOGINS}, two requests each; all but one of unknown names`,
      },
      { name: `resident memory after ${FIRST} log-ins`, value: early, unit: 'MB', how: 'VmRSS' },
      { name: `resident memory after ${LOGINS} log-ins`, value: late, unit: 'MB', how: 'VmRSS' },
    ];
  } finally {
    await remove();
  }
}

async function logInOften(server: TestServer): Promise<{ early: number; late: number; times: number[] }> {
  await signUpByScript(await actionClient(server.url), 'ada');
  const pictures = await burst('ada', 1);
  const recording = await sentence('slt', 4);
  const times: number[] = [];
  let early = 0;
  for (let i = 1; i <= LOGINS; i++) {
    const client = await actionClient(server.url, { 'x-forwarded-for': `10.0.${i}.1` });
    const startedAt = performance.now();
    // The first is ada; a capture that comes again is a replay, so that the others are names that nobody has, which cost the same.
    const challenge = await client.startLogin({ name: i === 1 ? 'ada' : `nobody-${i}` });
    if (!challenge.ok) throw new Error(challenge.code);
    const answer = await client.logIn({ attemptId: challenge.attemptId, ...pictures, recording });
    if (answer.ok !== (i === 1)) throw new Error(`log-in ${i} came out wrong`);
    times.push(performance.now() - startedAt);
    if (i === FIRST) early = await residentMegabytes(server.pid);
  }
  return { early, late: await residentMegabytes(server.pid), times };
}

/** Linux only: the VmRSS line of /proc. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1000;
}
