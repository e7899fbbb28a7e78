import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SesameError } from '@/lib/errors';
import { syncFolder, writeDurably } from './durable-files';
import { folderOf, isId, USER_ID } from './ids';
import { type Draft, type SealedName, type SealedStore, type SealedTemplates, sealedNames } from './sealed-store';

/** A folder that is not a person's yet, or not any more; one that is theirs has the bare id. */
const PARTIAL = '.partial-';

const fileOf = (name: SealedName): string => `${name}.sealed`;

/** Sealed templates as files in `dataDir/<user id>/`. */
export function folderStore(dataDir: string): SealedStore {
  const inTurn = turns();
  const folderOfPerson = (userId: string): string => folderOf(dataDir, userId, USER_ID);

  const newPartial = (userId: string): string => {
    folderOfPerson(userId);
    return join(dataDir, `${PARTIAL}${userId}.${randomBytes(4).toString('hex')}`);
  };

  const makePartial = async (userId: string, templates: SealedTemplates): Promise<string> => {
    const partial = newPartial(userId);
    await mkdir(partial, { mode: 0o700 });
    for (const [name, sealed] of templates) await writeDurably(join(partial, fileOf(name)), sealed);
    return partial;
  };

  const draftIn = (userId: string, partial: string, writtenAt: Date): Draft => ({
    userId,
    writtenAt,
    read: () => readFolder(partial),
    discard: () => rm(partial, { recursive: true, force: true }),
    finish: async () => {
      try {
        await rename(partial, folderOfPerson(userId));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
        await rm(partial, { recursive: true, force: true });
      }
      await syncFolder(dataDir);
    },
  });

  const replace = async (userId: string, name: SealedName, sealed: Uint8Array): Promise<void> => {
    const folder = folderOfPerson(userId);
    const partial = await makePartial(userId, new Map([[name, sealed]]));
    try {
      await rename(join(partial, fileOf(name)), join(folder, fileOf(name)));
      await syncFolder(folder);
    } catch (cause) {
      throw new SesameError('storage_damaged', { detail: `${name} of ${userId} cannot be replaced`, cause });
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  };

  return {
    read: async (userId, name) => readSealed(folderOfPerson(userId), name),
    readAll: async (userId) => readFolder(folderOfPerson(userId)),
    has: async (userId) => (await stat(folderOfPerson(userId)).catch(() => undefined)) !== undefined,
    list: async () => (await readdir(dataDir)).filter((name) => isId(name, USER_ID)).sort(),
    begin: async (userId, templates) => {
      const partial = await makePartial(userId, templates);
      await syncFolder(partial);
      await syncFolder(dataDir);
      return draftIn(userId, partial, new Date());
    },
    drafts: async () => {
      const found: Draft[] = [];
      for (const name of await readdir(dataDir)) {
        if (!name.startsWith(PARTIAL)) continue;
        const userId = name.slice(PARTIAL.length).replace(/\.[0-9a-f]{8}$/, '');
        const partial = join(dataDir, name);
        const status = isId(userId, USER_ID) ? await stat(partial).catch(() => undefined) : undefined;
        if (status) found.push(draftIn(userId, partial, status.mtime));
      }
      return found;
    },
    replace: (userId, name, sealed) => inTurn(userId, () => replace(userId, name, sealed)),
    exchange: (userId, name, before, after) =>
      inTurn(userId, async () => {
        const there = await readSealed(folderOfPerson(userId), name);
        if (!there || Buffer.compare(there, before) !== 0) return false;
        await replace(userId, name, after);
        return true;
      }),
    remove: async (userId, name) => {
      const folder = folderOfPerson(userId);
      if (name) {
        await rm(join(folder, fileOf(name)), { force: true });
        await syncFolder(folder).catch(unlessMissing);
        return;
      }
      // Out of sight at once, so that a crash leaves no half of a person.
      const partial = newPartial(userId);
      await rename(folder, partial).catch(unlessMissing);
      await syncFolder(dataDir);
      await rm(partial, { recursive: true, force: true });
    },
  };
}

/** Lets what changes the files of one person go one after the other. */
function turns(): <T>(userId: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (userId, work) => {
    const done = (last.get(userId) ?? Promise.resolve()).then(work, work);
    const settled = done
      .catch(() => undefined)
      .then(() => {
        if (last.get(userId) === settled) last.delete(userId);
      });
    last.set(userId, settled);
    return done;
  };
}

async function readFolder(folder: string): Promise<SealedTemplates> {
  const found = new Map<SealedName, Uint8Array>();
  for (const name of sealedNames) {
    const sealed = await readSealed(folder, name);
    if (sealed) found.set(name, sealed);
  }
  return found;
}

async function readSealed(folder: string, name: SealedName): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(folder, fileOf(name)));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SesameError('storage_damaged', { detail: `${name} in ${folder} cannot be read`, cause });
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
