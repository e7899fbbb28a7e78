import { strToU8, Zip, ZipDeflate } from 'fflate';
import { recordAct } from '@/lib/storage/audit';
import type { Storage } from '@/lib/storage/storage';
import type { User } from '@/lib/storage/users';
import { exportData, exportTemplate } from './export-data';
import { type ExportWords, exportPage } from './export-page';

/** A file of the export: its name, and its text. */
type ExportFile = readonly [name: string, text: string];

/**
 * All that is kept of a person as one zip, a file at a time: `data.json`, `index.html` that explains it, and where they asked for it
 * their templates as numbers. That it was made is in the audit trail.
 */
export async function exportZip(
  user: User,
  { words, withTemplates }: { words: ExportWords; withTemplates: boolean },
  deps: { storage: Storage; now(): Date },
): Promise<ReadableStream<Uint8Array>> {
  const reason = withTemplates ? 'with templates' : 'without templates';
  const act = { kind: 'setting', outcome: 'accept', subject: 'export', reason } as const;
  await recordAct(deps.storage, { ...act, userId: user.id }, deps.now());
  return zipped(filesOf(user, words, withTemplates, deps));
}

async function* filesOf(
  user: User,
  words: ExportWords,
  withTemplates: boolean,
  deps: { storage: Storage; now(): Date },
): AsyncGenerator<ExportFile, undefined> {
  const data = await exportData(user, deps);
  yield ['data.json', JSON.stringify(data, null, 2)];
  yield ['index.html', exportPage(data, words)];
  if (!withTemplates) return;
  for (const name of data.kept.templates) {
    const template = await exportTemplate(deps.storage, user.id, name);
    if (template) yield [`templates/${name}.json`, JSON.stringify(template)];
  }
}

/** Files as a zip, made while it is read. */
function zipped(files: AsyncGenerator<ExportFile, undefined>): ReadableStream<Uint8Array> {
  let zip: Zip;
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      zip = new Zip((error, chunk, isLast) => {
        if (error) return controller.error(error);
        controller.enqueue(chunk);
        if (isLast) controller.close();
      });
    },
    pull: async () => {
      const next = await files.next();
      if (next.done) return zip.end();
      const [name, text] = next.value;
      const file = new ZipDeflate(name);
      zip.add(file);
      file.push(strToU8(text), true);
    },
    cancel: async () => {
      zip.terminate();
      await files.return(undefined);
    },
  });
}
