import { randomBytes } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Env } from '@/lib/env';
import { SesameError } from '@/lib/errors';
import { syncFolder } from './durable-files';
import { folderId } from './folder-id';
import { commandKeys } from './keys/key-command';
import { type KeyFolder, keyFolder } from './keys/key-folder';
import { fixedKeys, type MasterKeys } from './keys/master-keys';

export interface Secrets {
  /** What all keys but those of templates are derived from (`keys/derived-key.ts`). */
  sessionSecret: string;
  /** What the data keys of people are wrapped with. */
  masterKeys: MasterKeys;
}

/** How secrets lay in the data folder once. */
const oldSchema = z.object({ sessionSecret: z.base64().min(43), templateKey: z.base64().length(44) });

/**
 * The operator's secrets, or those of the key folder, made there at the first start; those that lie in the data folder move there.
 * `report` gets a line when something is made or moved. Throws `configuration_invalid`, and `storage_damaged` where keys are gone
 * that templates need.
 *
 * @param state whether there are data keys already, and whether no other server uses the database
 */
export async function readSecrets(
  env: Env,
  dataDir: string,
  state: { hasDataKeys: boolean; exclusive: boolean },
  report: (line: string) => void,
): Promise<Secrets> {
  const operators = await operatorsKeys(env);
  const { NEXTAUTH_SECRET } = env;
  if (NEXTAUTH_SECRET && operators) return { sessionSecret: NEXTAUTH_SECRET, masterKeys: operators };
  const folder = keyFolder(env.KEY_DIR ? resolve(env.KEY_DIR) : await defaultFolder(dataDir));
  await moveOldSecrets(dataDir, folder, state.exclusive && !operators, report);
  const madeSecret = !NEXTAUTH_SECRET && (await makeSessionSecret(folder));
  const madeKey = !operators && (await makeMasterKey(folder, state.hasDataKeys));
  const made = [...(madeSecret ? ['a session secret'] : []), ...(madeKey ? ['a master key'] : [])];
  if (made.length > 0)
    report(
      `Made ${made.join(' and ')} in ${folder.folder}: keep a copy, apart from that of the data. Without it nobody can log in.`,
    );
  const sessionSecret = NEXTAUTH_SECRET ?? (await folder.sessionSecret());
  if (!sessionSecret) throw new SesameError('storage_damaged', { detail: `${folder.folder} lost its session secret` });
  return { sessionSecret, masterKeys: operators ?? (await folder.open()) };
}

async function operatorsKeys({ TEMPLATE_KEY, KEY_COMMAND }: Env): Promise<MasterKeys | undefined> {
  if (TEMPLATE_KEY) return fixedKeys(TEMPLATE_KEY);
  return KEY_COMMAND ? commandKeys(KEY_COMMAND) : undefined;
}

/** One for each data folder, in the user's configuration folder (XDG Base Directory Specification). */
async function defaultFolder(dataDir: string): Promise<string> {
  const configuration = process.env.XDG_CONFIG_HOME || join(homedir(), '.config');
  return join(configuration, 'open-sesame', await folderId(dataDir));
}

async function makeSessionSecret(folder: KeyFolder): Promise<boolean> {
  if (await folder.sessionSecret()) return false;
  return folder.keepSessionSecret(randomBytes(32).toString('base64'));
}

/** A new key for templates that another one protects would lock everybody out, and hide that the other is missing. */
async function makeMasterKey(folder: KeyFolder, hasDataKeys: boolean): Promise<boolean> {
  if ((await folder.masterKeys()).length > 0) return false;
  if (hasDataKeys)
    throw new SesameError('storage_damaged', {
      detail: `the master keys are not in ${folder.folder}: bring them back from a copy, or set KEY_DIR, KEY_COMMAND or TEMPLATE_KEY`,
    });
  return folder.makeMasterKey();
}

/**
 * The file goes last, so that after a crash at any moment this is done again. Where nobody else uses the database a new key takes the
 * old one's place: what lay beside the data is in its backups.
 */
async function moveOldSecrets(
  dataDir: string,
  folder: KeyFolder,
  renew: boolean,
  report: (line: string) => void,
): Promise<void> {
  const file = join(dataDir, 'secrets.json');
  const status = await stat(file).catch(() => undefined);
  if (!status) return;
  if (status.mode & 0o077)
    throw new SesameError('configuration_invalid', { detail: `${file} can be read by others: chmod 600` });
  const old = oldSchema.safeParse(parseJson(await readFile(file, 'utf8')));
  if (!old.success) throw new SesameError('storage_damaged', { detail: `${file} is not as it was written` });
  await folder.keepSessionSecret(old.data.sessionSecret);
  if ((await folder.sessionSecret()) !== old.data.sessionSecret)
    throw new SesameError('configuration_invalid', {
      detail: `${folder.folder} has another session secret than ${file}: set KEY_DIR, or remove the one that is wrong`,
    });
  await folder.keepLegacyKey(new Uint8Array(Buffer.from(old.data.templateKey, 'base64')));
  if (renew && (await folder.masterKeys()).length === 1) await folder.makeMasterKey();
  await rm(file);
  await syncFolder(dataDir);
  report(`Moved the keys from ${file} to ${folder.folder}: keep a copy, apart from that of the data.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
