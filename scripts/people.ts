import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { issueOperatorCode } from '@/lib/auth/recovery/issue-codes';
import { issueRenewalCode } from '@/lib/auth/renewal-code';
import { inGroups } from '@/lib/auth/typed-code';
import { type Env, parseEnv } from '@/lib/env';
import { asSesameError } from '@/lib/errors';
import { findModel, readManifest } from '@/lib/inference/manifest';
import { deletePerson, eraseDeleted } from '@/lib/storage/delete-person';
import { openStorage, type Storage } from '@/lib/storage/storage';
import { findUserByName } from '@/lib/storage/users';
import { command, WrongArguments } from './command';

const USAGE = `npm run people -- reset NAME | renewal-code NAME | delete NAME
  reset          Prints a recovery code for somebody who lost every other way in: with their name it opens one session, in which they can do nothing
                 but add a passkey. It is good once, for 24 hours, and ends the one before. Give it to the person themself, whom you know: it opens
                 the account.
  renewal-code   Prints a code for somebody whose voice was enrolled with a voice model that is not there any more: with their face it opens one
                 log-in, in which they can do nothing but enrol their voice again. It is good once, for 24 hours, and ends the one before. Give it
                 to the person themself, and to nobody who only says that they are: with a picture of the person it opens the account.
  delete         Removes a person and all that is kept of them, for good; nobody is asked again. The bytes of the name leave the files of the
                 embedded database too; of a server the write-ahead log and backups are its operator's.
  With the embedded database stop the server first.
  Exit status 0: done. 1: the name is nobody's, the person needs no code, or the storage cannot be opened. 2: wrong arguments.`;

/** Prints the code, or why there is none; whether it did. */
async function printCode(storage: Storage, name: string, { VOICE_MODEL }: Env): Promise<boolean> {
  const { id: voiceModel } = findModel(await readManifest(), 'voice-embedding', VOICE_MODEL?.[0]);
  const user = await findUserByName(storage, name);
  if (!user) {
    console.error(`nobody has this name: ${name}`);
    return false;
  }
  if (user.voiceModel === voiceModel) {
    console.error(`${user.name} needs no code: the voice is of the model in use, ${voiceModel}`);
    return false;
  }
  console.log(inGroups(await issueRenewalCode(user, { storage, now: () => new Date(), random })));
  return true;
}

/** Whether there was somebody to delete. */
async function deleteForGood(storage: Storage, name: string): Promise<boolean> {
  const isDeleted = await deletePerson(storage, name, new Date());
  // Also where the name is nobody's: an earlier deletion may have been broken off before this.
  await eraseDeleted(storage);
  if (isDeleted) console.log(`deleted ${name}`);
  else console.error(`nobody has this name: ${name}`);
  return isDeleted;
}

/** Prints a code that opens a session to add a way in; whether there was somebody to give it to. */
async function printRecoveryCode(storage: Storage, name: string): Promise<boolean> {
  const user = await findUserByName(storage, name);
  if (user) console.log(await issueOperatorCode(user, { storage, now: () => new Date(), random }));
  else console.error(`nobody has this name: ${name}`);
  return user !== null;
}

const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes));

const tasks = { reset: printRecoveryCode, 'renewal-code': printCode, delete: deleteForGood };

function parsed(args: string[]): { action: keyof typeof tasks; name: string } {
  const [action = '', name, ...more] = parseArgs({ args, allowPositionals: true }).positionals;
  if (!Object.hasOwn(tasks, action)) throw new WrongArguments('there are reset, renewal-code and delete');
  if (name === undefined || more.length > 0) throw new WrongArguments(`${action} takes one name`);
  return { action: action as keyof typeof tasks, name };
}

await command(USAGE, async (args) => {
  const { action, name } = parsed(args);
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    const env = parseEnv(process.env);
    const storage = await openStorage(env, console.error);
    const isDone = await tasks[action](storage, name, env).finally(() => storage.close());
    // After the embedded database was closed, which sets the exit status to 0.
    process.exitCode = isDone ? 0 : 1;
  } catch (error) {
    const inUse = asSesameError(error)?.code === 'storage_in_use';
    console.error(inUse ? 'The data folder is in use: stop the server first, or use DATABASE_URL.' : error);
    process.exitCode = 1;
  }
});
