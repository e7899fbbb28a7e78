import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

/** As Next.js does, this process writes what it did not catch into its log; it tells how often that was. */
const PROGRAM = `
  const { outliveLogs } = await import('./lib/server/outlive-logs.ts');
  if (process.argv[1] === 'outlive') outliveLogs();
  let uncaught = 0;
  process.on('uncaughtException', (error) => { if (++uncaught < 10) console.error(error); });
  process.once('message', async () => {
    for (let i = 0; i < 20; i++) {
      console.warn('still here');
      await new Promise((resolve) => setImmediate(resolve));
    }
    process.send(uncaught, () => process.exit());
  });
  process.send('ready');
`;

async function uncaughtWithoutReaders(how: 'outlive' | 'as is'): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', PROGRAM, how], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  await once(child, 'message');
  for (const stream of [child.stdout, child.stderr]) {
    stream?.destroy();
    if (stream) await once(stream, 'close');
  }
  child.send('the reader of the log is gone');
  const [uncaught] = (await once(child, 'message')) as [number];
  return uncaught;
}

it('a server whose log nobody reads any more goes on, without complaining into that log for ever', async () => {
  expect(await uncaughtWithoutReaders('as is')).toBeGreaterThan(1);
  expect(await uncaughtWithoutReaders('outlive')).toBe(0);
});
