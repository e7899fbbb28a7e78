import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SesameError } from '@/lib/errors';
import { syncFolder } from '../durable-files';
import { writeOnce } from '../write-once';
import { type MasterKey, type MasterKeys, masterKey, nonEmpty } from './master-keys';

const SESSION_SECRET = 'session-secret';
const MASTER_KEY = /^master-(\d{1,9})\.key$/;
/** The number of a key that lay beside the data once. */
const LEGACY = 0;

const fileOf = (number: number): string => `master-${number}.key`;

interface NumberedKey extends MasterKey {
  number: number;
}

/**
 * A folder outside of the data with the session secret and the master keys, a file each, that only their owner may read. A file is
 * written once, whole, and never changed, so that any number of processes agree; the highest number is the current key.
 */
export interface KeyFolder {
  folder: string;
  /** Undefined where there is none. Throws `storage_damaged`, and `configuration_invalid` where others may read it. */
  sessionSecret(): Promise<string | undefined>;
  /** Keeps one that is there. Whether this call made it. */
  keepSessionSecret(secret: string): Promise<boolean>;
  /** Newest first. Throws as `sessionSecret` does. */
  masterKeys(): Promise<MasterKey[]>;
  /** Makes the first master key. Keeps one that is there. Whether this call made it. */
  makeMasterKey(): Promise<boolean>;
  /** Keeps a key from beside the data as the oldest. Throws `configuration_invalid` where that is another one. */
  keepLegacyKey(key: Uint8Array): Promise<void>;
  /** The keys as this process uses them. Throws as `sessionSecret` does, and a RangeError for none. */
  open(): Promise<MasterKeys>;
}

export function keyFolder(folder: string): KeyFolder {
  const path = (name: string): string => join(folder, name);

  const write = async (name: string, content: string): Promise<boolean> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const made = await writeOnce(path(name), () => `${content}\n`);
    await syncFolder(folder);
    return made;
  };

  const read = async (): Promise<NumberedKey[]> => {
    const names = await readdir(folder).catch(() => [] as string[]);
    const found = names.flatMap((name) => {
      const number = MASTER_KEY.exec(name)?.[1];
      return number === undefined ? [] : [{ name, number: Number(number) }];
    });
    found.sort((a, b) => b.number - a.number);
    const keys: NumberedKey[] = [];
    for (const { name, number } of found) {
      const text = await readSecret(path(name));
      // Retired by another process since the folder was listed.
      if (text === undefined) continue;
      const key = new Uint8Array(Buffer.from(text, 'base64'));
      if (key.length !== 32) throw damaged(path(name));
      keys.push({ ...masterKey(key), number });
    }
    return keys;
  };

  const add = async (number: number): Promise<boolean> => write(fileOf(number), randomBytes(32).toString('base64'));

  return {
    folder,
    sessionSecret: async () => {
      const secret = await readSecret(path(SESSION_SECRET));
      if (secret !== undefined && secret.length < 43) throw damaged(path(SESSION_SECRET));
      return secret;
    },
    keepSessionSecret: (secret) => write(SESSION_SECRET, secret),
    masterKeys: read,
    makeMasterKey: () => add(LEGACY + 1),
    keepLegacyKey: async (key) => {
      await write(fileOf(LEGACY), Buffer.from(key).toString('base64'));
      const kept = (await read()).find(({ number }) => number === LEGACY);
      if (kept && kept.id !== masterKey(key).id)
        throw new SesameError('configuration_invalid', {
          detail: `${path(fileOf(LEGACY))} is of another data folder: set KEY_DIR`,
        });
    },
    open: async () => {
      let keys = nonEmpty(await read());
      const reload = async (): Promise<void> => {
        const found = await read().catch(() => []);
        if (found.length > 0) keys = nonEmpty(found);
      };
      const numberOf = ({ id }: MasterKey): number =>
        (keys as readonly NumberedKey[]).find((key) => key.id === id)?.number ?? -1;
      return {
        all: () => keys,
        reload,
        add: async () => {
          await add(numberOf(keys[0]) + 1);
          await reload();
        },
        retire: async (key) => {
          await rm(path(fileOf(numberOf(key))), { force: true });
          await syncFolder(folder);
        },
        restore: async (key) => {
          await write(fileOf(numberOf(key)), Buffer.from(key.key).toString('base64'));
        },
      };
    },
  };
}

async function readSecret(file: string): Promise<string | undefined> {
  const status = await stat(file).catch(() => undefined);
  if (!status) return undefined;
  if (status.mode & 0o077)
    throw new SesameError('configuration_invalid', { detail: `${file} can be read by others: chmod 600` });
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function damaged(file: string): SesameError {
  return new SesameError('storage_damaged', { detail: `${file} is not as it was written` });
}
