import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SesameError } from '@/lib/errors';
import { folderOf, isId, USER_ID } from './ids';
import { seal, unseal } from './seal';
import { decodeTemplate, encodeTemplate, type Modality, modalities, type Template } from './template';

/** The templates of one person, all modalities. */
export type Templates = Record<Modality, Template>;

/** A folder that is not a person's yet; renamed to the bare id when their row is there. */
const PARTIAL = '.partial-';

const templateFile = (name: Modality | ExtraTemplate): string => `${name}.sealed`;
const templateContext = (userId: string, name: Modality | ExtraTemplate): string => `template/${userId}/${name}`;

/**
 * Seals a person's templates into a partial folder beside where they will be, and answers with its path. Only
 * `finishTemplates` makes it theirs. Throws `invalid_request` for an id that is not ours.
 */
export async function writeTemplates(
  dataDir: string,
  key: Uint8Array,
  userId: string,
  templates: Templates,
): Promise<string> {
  const partial = await makePartial(dataDir, userId);
  for (const modality of modalities) await writeTemplate(partial, key, userId, modality, templates[modality]);
  await syncFolder(partial);
  await syncFolder(dataDir);
  return partial;
}

/** Makes a partial folder the person's: it appears whole, on disk. Where there is one already, that one stays. */
export async function finishTemplates(dataDir: string, userId: string, partial: string): Promise<void> {
  try {
    await rename(partial, folderOf(dataDir, userId, USER_ID));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    await rm(partial, { recursive: true, force: true });
  }
  await syncFolder(dataDir);
}

/**
 * Puts a template into the place of a person's old one, if there is one: at any moment, also after a crash, one of the two is there, whole.
 * What a crash leaves is a partial folder, which `recover` removes. Throws `invalid_request` for an id that is not ours.
 */
export async function replaceTemplate(
  dataDir: string,
  key: Uint8Array,
  userId: string,
  modality: Modality | ExtraTemplate,
  template: Template,
): Promise<void> {
  const partial = await makePartial(dataDir, userId);
  try {
    await writeTemplate(partial, key, userId, modality, template);
    const folder = folderOf(dataDir, userId, USER_ID);
    await rename(join(partial, templateFile(modality)), join(folder, templateFile(modality)));
    await syncFolder(folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
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

/** What lies beside the enrolled templates: embeddings of log-ins, for people who asked for it, and of the last recordings. */
export type ExtraTemplate = 'face-adaptive' | 'voice-adaptive' | 'voice-recent';

/** Reads and unseals one that need not be there. Throws `storage_damaged`. */
export async function readExtraTemplate(
  dataDir: string,
  key: Uint8Array,
  userId: string,
  name: ExtraTemplate,
): Promise<Template | undefined> {
  const sealed = await readFile(join(folderOf(dataDir, userId, USER_ID), templateFile(name))).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return undefined;
      throw new SesameError('storage_damaged', { detail: `${name} of ${userId}`, cause });
    },
  );
  return sealed && decodeTemplate(unseal(sealed, key, templateContext(userId, name)));
}

/** Forgets what lies beside the enrolled templates of a person. Harmless where there is nothing. */
export async function removeExtraTemplate(dataDir: string, userId: string, name: ExtraTemplate): Promise<void> {
  const folder = folderOf(dataDir, userId, USER_ID);
  await rm(join(folder, templateFile(name)), { force: true });
  await syncFolder(folder);
}

/** Whether a person's folder is there. */
export async function hasTemplates(dataDir: string, userId: string): Promise<boolean> {
  const found = await stat(folderOf(dataDir, userId, USER_ID)).catch(() => undefined);
  return found !== undefined;
}

/** The partial folders, each with whose it would be and the time of its last change. */
export async function listPartialFolders(
  dataDir: string,
): Promise<{ userId: string; folder: string; changedAt: Date }[]> {
  const found = [];
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(PARTIAL)) continue;
    const userId = name.slice(PARTIAL.length).replace(/\.[0-9a-f]{8}$/, '');
    const folder = join(dataDir, name);
    const status = isId(userId, USER_ID) ? await stat(folder).catch(() => undefined) : undefined;
    if (status) found.push({ userId, folder, changedAt: status.mtime });
  }
  return found;
}

/** An empty partial folder for a person. Throws `invalid_request` for an id that is not ours. */
async function makePartial(dataDir: string, userId: string): Promise<string> {
  folderOf(dataDir, userId, USER_ID);
  const partial = join(dataDir, `${PARTIAL}${userId}.${randomBytes(4).toString('hex')}`);
  await mkdir(partial, { mode: 0o700 });
  return partial;
}

async function writeTemplate(
  folder: string,
  key: Uint8Array,
  userId: string,
  modality: Modality | ExtraTemplate,
  template: Template,
): Promise<void> {
  const sealed = seal(encodeTemplate(template), key, templateContext(userId, modality));
  await writeDurably(join(folder, templateFile(modality)), sealed);
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
