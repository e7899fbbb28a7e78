import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseEnv } from '@/lib/env';
import { asSesameError } from '@/lib/errors';
import { recordAct } from '@/lib/storage/audit';
import { renewDataKey } from '@/lib/storage/keys/renewal';
import { reportKeys } from '@/lib/storage/keys/report';
import { beginRotation, finishRotation } from '@/lib/storage/keys/rotation';
import { refuseTemplatesElsewhere } from '@/lib/storage/move-templates';
import { readSecrets } from '@/lib/storage/secrets';
import { openStorage, type Storage } from '@/lib/storage/storage';
import { findUserByName } from '@/lib/storage/users';
import { command, WrongArguments } from './command';

const USAGE = `npm run keys -- rotate | renew NAME ... | list
  rotate   puts a new master key into the key folder, seals everybody's templates under new data keys that it wraps, and forgets the old
           one. Servers go on meanwhile; a running server with the embedded database does the work itself, within a minute. After an
           interruption, run it again. With TEMPLATE_KEY or KEY_COMMAND put the new key first there, before the old one, and start the
           servers again; take the old one out when list says that it wraps nothing.
  renew    gives these people other data keys, so that what is stored of them has nothing in common with what was.
  list     the ids of the master keys, the current one first, and how many data keys each wraps.
  Exit status 0: done. 1: something is left to do, or the storage cannot be opened. 2: wrong arguments.`;

type Action = 'rotate' | 'renew' | 'list';

function parsed(args: string[]): { action: Action; names: string[] } {
  const [action, ...names] = parseArgs({ args, allowPositionals: true }).positionals;
  if (action !== 'rotate' && action !== 'renew' && action !== 'list')
    throw new WrongArguments('say what to do: rotate, renew or list');
  if ((action === 'renew') !== names.length > 0) throw new WrongArguments('renew takes names, the others none');
  return { action, names };
}

async function rotate(storage: Storage): Promise<boolean> {
  await refuseTemplatesElsewhere(storage);
  if (await beginRotation(storage.dataKeys)) console.log('made a new master key');
  const { renewed, retired, left, damaged } = await finishRotation(storage, new Date());
  console.log(`renewed: the data keys of ${renewed}`);
  for (const id of retired) console.log(`forgotten: master key ${id}`);
  for (const id of left) console.log(`still there: master key ${id}`);
  for (const id of damaged) console.log(`does not open: the data key of ${id}`);
  return damaged.length === 0 && (left.length === 0 || !storage.dataKeys.masterKeys.retire);
}

async function renew(storage: Storage, names: readonly string[]): Promise<boolean> {
  let isDone = true;
  for (const name of names) {
    const user = await findUserByName(storage, name);
    const { sealedStores, templatesIn, dataKeys } = storage;
    const isRenewed = user !== null && (await renewDataKey(user.id, sealedStores[templatesIn], dataKeys));
    console.log(`${name}: ${isRenewed ? 'renewed' : user ? 'has no templates' : 'nobody'}`);
    if (user && isRenewed)
      await recordAct(
        storage,
        { kind: 'key', outcome: 'accept', subject: 'data key', reason: 'renewed', userId: user.id },
        new Date(),
      );
    isDone &&= isRenewed;
  }
  return isDone;
}

async function list(storage: Storage): Promise<boolean> {
  for (const { id, current, wraps } of await reportKeys(storage))
    console.log(`${id}  ${current ? 'current' : 'older  '}  wraps ${wraps}`);
  return true;
}

/** Where the server that runs has the database to itself, it does the rest. */
async function rotateBeside(): Promise<void> {
  const env = parseEnv(process.env);
  const state = { hasDataKeys: true, exclusive: false };
  const { masterKeys } = await readSecrets(env, resolve(env.DATA_DIR), state, console.error);
  if (!masterKeys.add) throw new WrongArguments('stop the server first: the keys are in TEMPLATE_KEY or KEY_COMMAND');
  const begun = await beginRotation({ masterKeys });
  console.log(
    `${begun ? 'made a new master key' : 'a rotation is under way'}: the server that runs does the rest within a minute`,
  );
}

async function run({ action, names }: ReturnType<typeof parsed>): Promise<boolean> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  let storage: Storage;
  try {
    storage = await openStorage(parseEnv(process.env), console.error);
  } catch (error) {
    if (action !== 'rotate' || asSesameError(error)?.code !== 'storage_in_use') throw error;
    await rotateBeside();
    return true;
  }
  try {
    if (action === 'rotate') return await rotate(storage);
    return action === 'renew' ? await renew(storage, names) : await list(storage);
  } finally {
    await storage.close();
  }
}

await command(USAGE, async (args) => {
  const words = parsed(args);
  try {
    // After the embedded database was closed, which sets the exit status to 0.
    process.exitCode = (await run(words)) ? 0 : 1;
  } catch (error) {
    if (error instanceof WrongArguments) throw error;
    console.error(asSesameError(error)?.message ?? error);
    process.exitCode = 1;
  }
});
