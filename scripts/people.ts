import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseEnv } from '@/lib/env';
import { asSesameError } from '@/lib/errors';
import { deletePerson, eraseDeleted } from '@/lib/storage/delete-person';
import { openStorage, type Storage } from '@/lib/storage/storage';
import { command, WrongArguments } from './command';

const USAGE = `npm run people -- delete NAME
  Removes a person and all that is kept of them, for good; nobody is asked again. The bytes of the name leave the files of the embedded
  database too; of a server the write-ahead log and backups are its operator's.
  With the embedded database stop the server first.
  Exit status 0: done. 1: the name is nobody's, or the storage cannot be opened. 2: wrong arguments.`;

function parsed(args: string[]): string {
  const [action, name, ...more] = parseArgs({ args, allowPositionals: true }).positionals;
  if (action !== 'delete') throw new WrongArguments('there is delete');
  if (name === undefined || more.length > 0) throw new WrongArguments('delete takes one name');
  return name;
}

/** Whether there was somebody to delete. */
async function run(storage: Storage, name: string): Promise<boolean> {
  const isDeleted = await deletePerson(storage, name, new Date());
  // Also where the name is nobody's: an earlier deletion may have been broken off before this.
  await eraseDeleted(storage);
  if (isDeleted) console.log(`deleted ${name}`);
  else console.error(`nobody has this name: ${name}`);
  return isDeleted;
}

await command(USAGE, async (args) => {
  const name = parsed(args);
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    const storage = await openStorage(parseEnv(process.env), console.error);
    const isDone = await run(storage, name).finally(() => storage.close());
    // After the embedded database was closed, which sets the exit status to 0.
    process.exitCode = isDone ? 0 : 1;
  } catch (error) {
    const inUse = asSesameError(error)?.code === 'storage_in_use';
    console.error(inUse ? 'The data folder is in use: stop the server first, or use DATABASE_URL.' : error);
    process.exitCode = 1;
  }
});
