import { median } from '@/lib/math/statistics';
import { actionClient } from '@/lib/testing/action-client';
import { burst } from '@/lib/testing/burst';
import { sentence } from '@/lib/testing/captures';
import { makeServerFolder, startServer } from '@/lib/testing/server';
import type { Figure } from './figures';
import { type Inspector, inspect } from './inspector';

const AT_ONCE = 8;
const ROUNDS = 10;
/** Milliseconds between two looks at the event loop; what it is late beyond that is the delay. */
const RESOLUTION = 1;

/** The real server while eight people log in at the same time: how late its event loop is, and how long they wait. */
export async function benchCrowd(): Promise<Figure[]> {
  const { folder, remove } = await makeServerFolder();
  const server = await startServer(folder, { TRUSTED_PROXIES: '1', NODE_OPTIONS: '--inspect=127.0.0.1:0' });
  let inspector: Inspector | undefined;
  try {
    inspector = await inspect(server.output());
    const capture = { ...(await burst('ada', 1)), recording: await sentence('slt', 4) };
    let people = 0;
    const logIn = async (): Promise<number> => {
      // A name of their own for each, which nobody has: the same work, and one capture that comes again is a replay.
      const person = ++people;
      const client = await actionClient(server.url, { 'x-forwarded-for': `10.0.${person}.1` });
      const startedAt = performance.now();
      const challenge = await client.startLogin({ name: `nobody-${person}` });
      if (!challenge.ok) throw new Error(challenge.code);
      const answer = await client.logIn({ attemptId: challenge.attemptId, ...capture });
      if (answer.ok || answer.code !== 'not_recognised') throw new Error('a log-in came out wrong');
      return performance.now() - startedAt;
    };
    await Promise.all(Array.from({ length: AT_ONCE }, logIn));
    await inspector.evaluate(
      `globalThis.delay = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: ${RESOLUTION} }); delay.enable()`,
    );
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      times.push(...(await Promise.all(Array.from({ length: AT_ONCE }, logIn))));
    }
    const delays = await inspector.evaluate(
      'delay.disable(); [50, 99, 100].map((share) => delay.percentile(share) / 1e6)',
    );
    const [p50 = Number.NaN, p99 = Number.NaN, most = Number.NaN] = delays as number[];
    const how = `of the server, ${ROUNDS} times ${AT_ONCE} log-ins at once`;
    return [
      { name: 'event-loop delay p50', value: p50 - RESOLUTION, unit: 'ms', how },
      { name: 'event-loop delay p99', value: p99 - RESOLUTION, unit: 'ms', how: 'at most 50' },
      { name: 'event-loop delay, most', value: most - RESOLUTION, unit: 'ms', how },
      {
        name: 'log-in over HTTP',
        value: median(times),
        unit: 'ms',
        how: `median of ${times.length}, ${AT_ONCE} at once`,
      },
    ];
  } finally {
    // A server whose debugger is still connected waits for it before it ends.
    inspector?.close();
    await server.kill('SIGTERM');
    await remove();
  }
}
