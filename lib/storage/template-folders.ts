import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SesameError } from '@/lib/errors';
import { folderOf, isId, USER_ID } from './ids';
import { seal, unseal } from './seal';
import { decodeTemplate, encodeTemplate, type Modality, modalities, type Template } from './template';

/** The templates of one person, all modalities. */
export type Templates = Record<Modality, Template>;

/** A folder that is being written; renamed to the bare id when it is whole. */
const PARTIAL = '.partial-';

const templateFile = (modality: Modality): string => `${modality}.sealed`;
const templateContext = (userId: string, modality: Modality): string => `template/${userId}/${modality}`;

/** Seals a person's templates into `dataDir/<user id>/`: the folder appears whole, on disk, or not at all. */
export async function writeTemplates(
  dataDir: string,
  key: Uint8Array,
  userId: string,
  templates: Templates,
): Promise<void> {
  const folder = folderOf(dataDir, userId, USER_ID);
  const partial = join(dataDir, `${PARTIAL}${userId}`);
  await mkdir(partial, { mode: 0o700 });
  for (const modality of modalities) {
    const sealed = seal(encodeTemplate(templates[modality]), key, templateContext(userId, modality));
    await writeDurably(join(partial, templateFile(modality)), sealed);
  }
  await rename(partial, folder);
  await syncFolder(dataDir);
}

/** Reads and unseals a person's templates. Throws `storage_damaged`. */
export async function readTemplates(dataDir: string, key: Uint8Array, userId: string): Promise<Templates> {
  const [face, voice] = await Promise.all([
    readTemplate(dataDir, key, userId, 'face'),
    readTemplate(dataDir, key, userId, 'voice'),
  ]);
  return { face, voice };
}

/** Reads and unseals one of a person's templates. Throws `storage_damaged`. */
export async function readTemplate(
  dataDir: string,
  key: Uint8Array,
  userId: string,
  modality: Modality,
): Promise<Template> {
  const folder = folderOf(dataDir, userId, USER_ID);
  const sealed = await readFile(join(folder, templateFile(modality))).catch((cause: unknown) => {
    throw new SesameError('storage_damaged', { detail: `no ${modality} template of ${userId}`, cause });
  });
  return decodeTemplate(unseal(sealed, key, templateContext(userId, modality)));
}

/** Whether a person's folder is there. */
export async function hasTemplates(dataDir: string, userId: string): Promise<boolean> {
  const found = await stat(folderOf(dataDir, userId, USER_ID)).catch(() => undefined);
  return found !== undefined;
}

/** Removes a person's folder. Harmless when it is gone. */
export async function removeTemplates(dataDir: string, userId: string): Promise<void> {
  await rm(folderOf(dataDir, userId, USER_ID), { recursive: true, force: true });
}

/** The user ids that have a folder, finished or partial, with the time of its last change. */
export async function listTemplateFolders(
  dataDir: string,
): Promise<{ userId: string; folder: string; partial: boolean; changedAt: Date }[]> {
  const found = [];
  for (const name of await readdir(dataDir)) {
    const partial = name.startsWith(PARTIAL);
    const userId = partial ? name.slice(PARTIAL.length) : name;
    const folder = join(dataDir, name);
    const status = isId(userId, USER_ID) ? await stat(folder).catch(() => undefined) : undefined;
    if (status) found.push({ userId, folder, partial, changedAt: status.mtime });
  }
  return found;
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
