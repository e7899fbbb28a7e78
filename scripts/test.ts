import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { needChromium } from '@/lib/testing/chromium';
import { command, noArguments } from './command';

type Step = readonly [title: string, script: string];

/** What `npm test` runs: the stages in order, the steps of a stage beside each other where there is more than one core. */
const STAGES: readonly (readonly Step[])[] = [
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

const STEPS = STAGES.flat();

const USAGE = `npm test
  What every change has to pass, in order: ${STEPS.map(([title]) => title).join(', ')}. The first failure ends it.`;

/** Runs a step, and tells whether it passed. What it prints comes at once, or in one piece at its end where another prints already. */
async function passes([title, script]: Step, atOnce: boolean, env: NodeJS.ProcessEnv): Promise<boolean> {
  const startedAt = performance.now();
  if (atOnce) console.info(`\n=== ${title}`);
  const output = atOnce ? 'inherit' : 'pipe';
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', output, output], env });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  const [status] = await once(child, 'close');
  if (!atOnce) process.stdout.write(Buffer.concat([Buffer.from(`\n=== ${title}\n`), ...printed]));
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.info(`=== ${title}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  return status === 0;
}

await command(USAGE, async (args) => {
  noArguments(args);
  const env = { ...process.env, CHROMIUM_PATH: needChromium(), NEXT_TELEMETRY_DISABLED: '1' };
  const stages = availableParallelism() > 1 ? STAGES : STEPS.map((step) => [step]);
  for (const stage of stages) {
    const passed = await Promise.all(stage.map((step, i) => passes(step, i === 0, env)));
    if (passed.includes(false)) process.exit(1);
  }
});
