import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['app', 'components', 'lib', 'models/face', 'public', 'next.config.mjs', 'package-lock.json', 'prisma'];

function newestChange(path: string): number {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

function isBuilt(): boolean {
  const built = statSync(join('.next', 'BUILD_ID'), { throwIfNoEntry: false });
  return built !== undefined && SOURCES.every((source) => newestChange(source) <= built.mtimeMs);
}

function build(): void {
  console.info('Building, once …');
  const command = ['--import', 'tsx', join('scripts', 'build.ts')];
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

async function start(): Promise<void> {
  if (!isBuilt()) build();
  const { env } = await import('@/lib/env');
  const { serve } = await import('@/lib/server/serve');
  const address = await serve(env(), false);
  console.info(`Open Sesame is at ${address}`);
}

if (existsSync('.env')) process.loadEnvFile('.env');
// An empty variable counts as absent, for next-auth too.
if (process.env.NEXTAUTH_URL === '') delete process.env.NEXTAUTH_URL;
Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
start().catch((error: unknown) => {
  console.error(`Open Sesame cannot start: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
