import { existsSync } from 'node:fs';
import { noticeLetter } from '@/components/letters/notice';
import { build, isBuilt, sourcesHash } from '@/lib/server/build';
import { stopOnSignals } from '@/lib/server/stop-signals';
import { command, noArguments } from './command';

const USAGE = `npm start
  Serves Open Sesame; builds it first where the sources have changed, makes and migrates its database, prints the address.
  It is configured by environment variables or a file .env: docs/operations.md names them. SIGTERM or Ctrl-C ends it.`;

const nothing = async (): Promise<void> => undefined;
/** What has to end first when the process is told to stop. */
let stop = nothing;

async function start(): Promise<void> {
  const hash = sourcesHash();
  if (!isBuilt(hash)) {
    console.info('Building, once …');
    const building = build(hash);
    stop = building.stop;
    await building.done;
    stop = nothing;
  }
  const { env } = await import('@/lib/env');
  const { serve } = await import('@/lib/server/serve');
  const server = await serve(env(), false, noticeLetter);
  stop = server.stop;
  console.info(`Open Sesame is at ${server.address}`);
}

await command(USAGE, (args) => {
  noArguments(args);
  stopOnSignals(() => stop());
  if (existsSync('.env')) process.loadEnvFile('.env');
  // An empty variable counts as absent, for next-auth too.
  if (process.env.NEXTAUTH_URL === '') delete process.env.NEXTAUTH_URL;
  Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
  return start().catch((error: unknown) => {
    console.error(`Open Sesame cannot start: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
});
