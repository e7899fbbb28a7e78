import { spawnSync } from 'node:child_process';
import { needChromium } from '@/lib/testing/chromium';
import { command, noArguments } from './command';

/** What `npm test` runs, in order; the first failure ends it. */
const STEPS = [
  ['format and lint', 'check'],
  ['types', 'types'],
  ['import arrows', 'arrows'],
  ['unit tests', 'unit'],
  ['build', 'build'],
  ['end-to-end tests', 'e2e'],
] as const;

const USAGE = `npm test
  What every change has to pass, in order: ${STEPS.map(([title]) => title).join(', ')}. The first failure ends it.`;

await command(USAGE, (args) => {
  noArguments(args);
  const env = { ...process.env, CHROMIUM_PATH: needChromium(), NEXT_TELEMETRY_DISABLED: '1' };

  for (const [title, script] of STEPS) {
    const startedAt = performance.now();
    console.info(`\n=== ${title}`);
    const { status } = spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit', env });
    if (status !== 0) {
      console.error(`\n${title}: failed`);
      process.exit(status ?? 1);
    }
    console.info(`=== ${title}: passed in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }
});
