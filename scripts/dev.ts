import { noticeLetter } from '@/components/letters/notice';
import { stopOnSignals } from '@/lib/server/stop-signals';
import { command, noArguments } from './command';

const USAGE = `npm run dev
  Serves Open Sesame from the sources, and again what changes; configured as npm start is.`;

let stop = async (): Promise<void> => undefined;

await command(USAGE, async (args) => {
  noArguments(args);
  stopOnSignals(() => stop());
  Object.assign(process.env, { NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' });
  const { env } = await import('@/lib/env');
  const { serve } = await import('@/lib/server/serve');
  const server = await serve(env(), true, noticeLetter);
  stop = server.stop;
  console.info(`Open Sesame is at ${server.address} (development)`);
});
