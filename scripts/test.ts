import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { needChromium } from '@/lib/testing/chromium';

/** What `npm test` runs: the stages in order, the steps of a stage beside each other. The first failure ends it. */
const STAGES: readonly (readonly (readonly [title: string, script: string])[])[] = [
  [['format and lint', 'check']],
  [
    ['types', 'types'],
    ['import arrows', 'arrows'],
  ],
  [
    ['unit tests', 'unit'],
    ['build', 'build'],
  ],
  [['end-to-end tests', 'e2e']],
];

const env = { ...process.env, CHROMIUM_PATH: needChromium(), NEXT_TELEMETRY_DISABLED: '1' };

/** Runs one step, and tells whether it passed. What it prints comes at once, or in one piece at its end if another prints already. */
async function passes(title: string, script: string, atOnce: boolean): Promise<boolean> {
  const startedAt = performance.now();
  if (atOnce) console.info(`\n=== ${title}`);
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: atOnce ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env,
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  const [status] = await once(child, 'close');
  if (!atOnce) process.stdout.write(Buffer.concat([Buffer.from(`\n=== ${title}\n`), ...printed]));
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.info(`=== ${title}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  return status === 0;
}

const stages = availableParallelism() > 1 ? STAGES : STAGES.flatMap((stage) => stage.map((step) => [step]));
for (const stage of stages) {
  const passed = await Promise.all(stage.map(([title, script], i) => passes(title, script, i === 0)));
  if (passed.includes(false)) process.exit(1);
}
