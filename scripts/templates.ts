import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseEnv } from '@/lib/env';
import { asSesameError } from '@/lib/errors';
import { type Move, moveTemplates } from '@/lib/storage/move-templates';
import { openStorage } from '@/lib/storage/storage';
import { command, WrongArguments } from './command';

const USAGE = `npm run templates -- move --to PLACE [--json]
  Moves everybody's sealed templates into DATA_DIR or into the database. Stop every server first; set TEMPLATE_STORE afterwards.
  A person's are removed from the old place once they were opened in the new one. After an interruption, run it again.
  --to PLACE   folder or database
  --json       the numbers and the ids as JSON
  Exit status 0: all moved. 1: somebody's stayed where they were, or the storage cannot be opened. 2: wrong arguments.`;

function targetOf(positionals: readonly string[], to: string | undefined): 'folder' | 'database' {
  if (positionals.length !== 1 || positionals[0] !== 'move') throw new WrongArguments('there is one thing to do: move');
  if (to !== 'folder' && to !== 'database') throw new WrongArguments('--to is folder or database');
  return to;
}

async function move(to: 'folder' | 'database'): Promise<Move> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const storage = await openStorage(parseEnv(process.env), console.error);
  try {
    return await moveTemplates(storage, to);
  } finally {
    await storage.close();
  }
}

function print({ moved, alreadyThere, damaged, conflicting }: Move, to: string): void {
  console.log(`moved to the ${to}: the templates of ${moved}; there already: ${alreadyThere}`);
  for (const id of damaged) console.log(`damaged, left where it is: ${id}`);
  for (const id of conflicting) console.log(`has other templates there, both left: ${id}`);
}

await command(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { to: { type: 'string' }, json: { type: 'boolean' } },
  });
  const to = targetOf(positionals, values.to);
  try {
    const done = await move(to);
    if (values.json) console.log(JSON.stringify(done));
    else print(done, to);
    // After the embedded database was closed, which sets the exit status to 0.
    process.exitCode = done.damaged.length + done.conflicting.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(asSesameError(error)?.message ?? error);
    process.exitCode = 1;
  }
});
