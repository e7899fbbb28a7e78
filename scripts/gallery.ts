import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseEnv } from '@/lib/env';
import { asSesameError } from '@/lib/errors';
import { listedPeople, listPeople, unlistPeople } from '@/lib/storage/listed-people';
import { openStorage, type Storage } from '@/lib/storage/storage';
import { command, WrongArguments } from './command';

const USAGE = `npm run gallery -- add NAME ... | remove NAME ... | list
  Whom services can find with /api/v1/.../identify, where IDENTIFICATION is listed. Servers on DATABASE_URL know within seconds; with the
  embedded database stop the server first.
  Exit status 0: done. 1: a name is nobody's, or the storage cannot be opened. 2: wrong arguments.`;

type Action = 'add' | 'remove' | 'list';

function parsed(args: string[]): { action: Action; names: string[] } {
  const [action, ...names] = parseArgs({ args, allowPositionals: true }).positionals;
  if (action !== 'add' && action !== 'remove' && action !== 'list')
    throw new WrongArguments('there are add, remove and list');
  if ((action === 'list') !== (names.length === 0))
    throw new WrongArguments(action === 'list' ? 'list takes no names' : `${action} takes names`);
  return { action, names };
}

/** Whether every name was somebody's. */
async function run(storage: Storage, action: Action, names: string[]): Promise<boolean> {
  if (action === 'list') {
    for (const { name, listedAt } of await listedPeople(storage)) console.log(`${name}\t${listedAt?.toISOString()}`);
    return true;
  }
  const change = await (action === 'add' ? listPeople(storage, names, new Date()) : unlistPeople(storage, names));
  for (const name of change.changed) console.log(action === 'add' ? `added ${name}` : `removed ${name}`);
  for (const name of change.unchanged) console.log(`as before: ${name}`);
  for (const name of change.unknown) console.error(`nobody has this name: ${name}`);
  return change.unknown.length === 0;
}

await command(USAGE, async (args) => {
  const { action, names } = parsed(args);
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    const storage = await openStorage(parseEnv(process.env), console.error);
    const isDone = await run(storage, action, names).finally(() => storage.close());
    // After the embedded database was closed, which sets the exit status to 0.
    process.exitCode = isDone ? 0 : 1;
  } catch (error) {
    const inUse = asSesameError(error)?.code === 'storage_in_use';
    console.error(inUse ? 'The data folder is in use: stop the server first, or use DATABASE_URL.' : error);
    process.exitCode = 1;
  }
});
