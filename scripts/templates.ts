import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseEnv } from '@/lib/env';
import { asSesameError } from '@/lib/errors';
import { type Move, moveTemplates } from '@/lib/storage/move-templates';
import { openStorage } from '@/lib/storage/storage';

const USAGE = `npm run templates -- move --to folder|database [--json]
  Moves everybody's sealed templates into DATA_DIR or into the database. Stop every server first; set TEMPLATE_STORE afterwards.
  A person's are removed from the old place once they were opened in the new one. After an interruption, run it again.
  --to PLACE   folder or database
  --json       the numbers and the ids as JSON
  Exit status 0: all moved. 1: somebody's stayed where they were, or the storage cannot be opened. 2: bad arguments.`;

function targetOf(positionals: readonly string[], to: string | undefined): 'folder' | 'database' {
  if (positionals.length !== 1 || positionals[0] !== 'move') throw new TypeError('there is one thing to do: move');
  if (to !== 'folder' && to !== 'database') throw new TypeError('--to is folder or database');
  return to;
}

function print(move: Move, to: string): void {
  console.log(`moved to the ${to}: the templates of ${move.moved}; there already: ${move.alreadyThere}`);
  for (const id of move.damaged) console.log(`damaged, left where it is: ${id}`);
  for (const id of move.conflicting) console.log(`has other templates there, both left: ${id}`);
}

/** Answers with the exit status. */
async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { to: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const to = targetOf(positionals, values.to);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const storage = await openStorage(parseEnv(process.env), console.error);
  try {
    const move = await moveTemplates(storage, to);
    if (values.json) console.log(JSON.stringify(move));
    else print(move, to);
    return move.damaged.length + move.conflicting.length > 0 ? 1 : 0;
  } finally {
    await storage.close();
  }
}

try {
  // Not before the end: closing the embedded database sets it to 0.
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const known = asSesameError(error);
  const isUsage = error instanceof TypeError && !known;
  console.error(isUsage ? `${error.message}\n\n${USAGE}` : (known?.message ?? error));
  process.exitCode = isUsage ? 2 : 1;
}
