import { spawnSync } from 'node:child_process';

const USAGE = `node scripts/prisma-client.mjs
  Generates the Prisma client. It needs no schema engine, whose download fails on machines without release hosts: any executable stands in for it.`;

const [argument] = process.argv.slice(2);
if (argument === '--help' || argument === '-h') {
  console.log(USAGE);
} else if (argument !== undefined) {
  console.error(`it takes no arguments\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const result = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate', '--no-hints'], {
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
    encoding: 'utf8',
  });
  if (result.status !== 0) {
    console.error(result.stdout, result.stderr);
    process.exitCode = result.status ?? 1;
  }
}
