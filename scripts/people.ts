import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { deleteAccount } from '@/lib/account/delete-account';
import { everybody, lock, personDetails, unlock } from '@/lib/account/operate';
import { inGroups, issueRenewalCode } from '@/lib/auth/renewal-code';
import { type Env, parseEnv } from '@/lib/env';
import { asSesameError } from '@/lib/errors';
import { findModel, readManifest } from '@/lib/inference/manifest';
import { eraseDeleted } from '@/lib/storage/delete-person';
import { openStorage, type Storage } from '@/lib/storage/storage';
import { findUserByName, type User } from '@/lib/storage/users';
import { command, WrongArguments } from './command';

const USAGE = `npm run people -- list | show NAME | delete NAME | lock NAME | unlock NAME | renewal-code NAME  [--json]
  list           Everybody: name, since when, whether locked, how many sessions.
  show           One person: consent, sessions, last log-in, refused tries of 30 days; nothing that describes a face or a voice.
  delete         Removes a person and all that is kept of them, for good; nobody is asked again. The bytes of the name leave the files of the
                 embedded database too; of a server the write-ahead log and backups are its operator's.
  lock, unlock   Lets nobody in as this person, and ends their sessions; from outside it looks as if nobody had the name. And back.
  renewal-code   Prints a code for somebody whose voice was enrolled with a voice model that is not there any more: with their face it opens one
                 log-in, in which they can do nothing but enrol their voice again. It is good once, for 24 hours, and ends the one before. Give it
                 to the person themself, and to nobody who only says that they are: with a picture of the person it opens the account.
  --json         The answer as JSON, for programs.
  All of it is in the audit trail. With the embedded database stop the server first.
  Exit status 0: done. 1: the name is nobody's, the person needs no code, or the storage cannot be opened. 2: wrong arguments.`;

/** What a task needs besides the person. */
interface Context {
  storage: Storage;
  env: Env;
  now(): Date;
}

/** What is printed: lines for people, or an object as JSON. */
interface Answer {
  text: string;
  json: unknown;
}

const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes));

/** A code, or why there is none. */
async function makeCode(user: User, { storage, env: { VOICE_MODEL }, now }: Context): Promise<Answer | string> {
  const { id: voiceModel } = findModel(await readManifest(), 'voice-embedding', VOICE_MODEL?.[0]);
  if (user.voiceModel === voiceModel)
    return `${user.name} needs no code: the voice is of the model in use, ${voiceModel}`;
  const code = inGroups(await issueRenewalCode(user, { storage, now, random }));
  return { text: code, json: { code } };
}

async function deleteForGood(user: User, context: Context): Promise<Answer> {
  const receipt = await deleteAccount(user, context);
  return { text: `deleted ${user.name}`, json: receipt };
}

async function show(user: User, context: Context): Promise<Answer> {
  const details = await personDetails(user, context);
  return { text: Object.entries(details).map(line).join('\n'), json: details };
}

/** Lets nobody in, or lets in again. */
const change =
  (act: (user: User, context: Context) => Promise<void>, done: string) =>
  async (user: User, context: Context): Promise<Answer> => {
    await act(user, context);
    return { text: `${done} ${user.name}`, json: { [done]: user.name } };
  };

const tasks = {
  show,
  delete: deleteForGood,
  lock: change(lock, 'locked'),
  unlock: change(unlock, 'unlocked'),
  'renewal-code': makeCode,
};

async function list(context: Context): Promise<Answer> {
  const people = await everybody(context);
  const lines = people.map(({ name, createdAt, lockedAt, withdrawnAt, sessions }) => {
    const notes = [lockedAt && 'locked', withdrawnAt && 'without face and voice'].filter(Boolean);
    return [name, createdAt.toISOString().slice(0, 10), `${sessions} sessions`, ...notes].join('\t');
  });
  return { text: lines.join('\n'), json: people };
}

const line = ([field, value]: [string, unknown]): string =>
  `${field}\t${value instanceof Date ? value.toISOString() : (value ?? '-')}`;

interface Asked {
  /** Undefined for the list. */
  task: keyof typeof tasks | undefined;
  name: string;
  asJson: boolean;
}

function parsed(args: string[]): Asked {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } });
  const [action = '', name, ...more] = positionals;
  const asJson = values.json === true;
  if (action === 'list' && name === undefined) return { task: undefined, name: '', asJson };
  if (!Object.hasOwn(tasks, action)) throw new WrongArguments(`there are list, ${Object.keys(tasks).join(', ')}`);
  if (name === undefined || more.length > 0) throw new WrongArguments(`${action} takes one name`);
  return { task: action as keyof typeof tasks, name, asJson };
}

/** What to print, or why there is nothing. */
async function perform({ task, name }: Asked, context: Context): Promise<Answer | string> {
  if (task === undefined) return list(context);
  const user = await findUserByName(context.storage, name);
  const answer = user ? await tasks[task](user, context) : `nobody has this name: ${name}`;
  // Also where the name is nobody's: an earlier deletion may have been broken off before this.
  if (task === 'delete') await eraseDeleted(context.storage);
  return answer;
}

await command(USAGE, async (args) => {
  const asked = parsed(args);
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    const env = parseEnv(process.env);
    const storage = await openStorage(env, console.error);
    const context = { storage, env, now: () => new Date() };
    const answer = await perform(asked, context).finally(() => storage.close());
    if (typeof answer === 'string') console.error(answer);
    else console.log(asked.asJson ? JSON.stringify(answer.json, null, 2) : answer.text);
    // After the embedded database was closed, which sets the exit status to 0.
    process.exitCode = typeof answer === 'string' ? 1 : 0;
  } catch (error) {
    const inUse = asSesameError(error)?.code === 'storage_in_use';
    console.error(inUse ? 'The data folder is in use: stop the server first, or use DATABASE_URL.' : error);
    process.exitCode = 1;
  }
});
