import { constants } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { POLICY_FILE } from '@/lib/inference/manifest';
import { UnfitModel } from '@/lib/models/onnx/inspect';

/** What is there already and changes. The manifest last: what it does not name is nobody's. */
const REWRITTEN = [POLICY_FILE, 'manifest.json'] as const;

/** A copy of what a models folder says, in which a model is made ready before the folder hears of it. */
export interface Staging {
  folder: string;
  /** Adds a file that the models folder lacks. Throws an UnfitModel where it has one of that name. */
  add(file: string, content: string | Uint8Array): Promise<void>;
  /** Rewrites the manifest as JSON. */
  changeManifest(change: (manifest: unknown) => unknown): Promise<void>;
  /** Puts all of it into the models folder, or nothing. Throws an UnfitModel where that has changed meanwhile. */
  putInPlace(): Promise<void>;
  remove(): Promise<void>;
}

/** @param others files of the models folder that are needed too: they are linked or copied */
export async function stage(models: string, others: readonly string[]): Promise<Staging> {
  const folder = await mkdtemp(join(tmpdir(), 'open-sesame-adoption-'));
  const before = new Map<string, Buffer>();
  const added: string[] = [];
  for (const file of REWRITTEN) {
    const content = await readFile(join(models, file));
    before.set(file, content);
    await writeFile(join(folder, file), content);
  }
  for (const file of others) await linkOrCopy(join(models, file), join(folder, file));

  return {
    folder,
    async add(file, content) {
      if (await isThere(join(models, file))) throw new UnfitModel(`models/${file} is there already`);
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), content);
      added.push(file);
    },
    async changeManifest(change) {
      const path = join(folder, 'manifest.json');
      const changed = change(JSON.parse(await readFile(path, 'utf8')));
      await writeFile(path, `${JSON.stringify(changed, null, 2)}\n`);
    },
    async putInPlace() {
      const undo: (() => Promise<void>)[] = [];
      try {
        for (const file of added) {
          await mkdir(dirname(join(models, file)), { recursive: true });
          await copyFile(join(folder, file), join(models, file), constants.COPYFILE_EXCL);
          undo.push(() => rm(join(models, file)));
        }
        for (const file of REWRITTEN) {
          await copyFile(join(folder, file), join(models, `${file}.part`));
          undo.push(() => rm(join(models, `${file}.part`), { force: true }));
        }
        for (const [file, content] of before)
          if (!content.equals(await readFile(join(models, file))))
            throw new UnfitModel(`models/${file} has changed meanwhile: run it again`);
        for (const [file, content] of before) {
          await rename(join(models, `${file}.part`), join(models, file));
          undo.push(() => writeFile(join(models, file), content));
        }
      } catch (error) {
        for (const step of undo.reverse()) await step();
        throw error;
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await link(from, to).catch(() => copyFile(from, to));
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
}
