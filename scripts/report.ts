import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseEnv } from '@/lib/env';
import { asSesameError } from '@/lib/errors';
import { reportPage } from '@/lib/evaluation/operational/page';
import { readReportRows } from '@/lib/evaluation/operational/rows';
import { openStorage } from '@/lib/storage/storage';
import { command } from './command';

const USAGE = `npm run report -- [options]
  How log-ins went, for the operator, without anything biometric or personal.
  --out FILE         where to write it (report.html)
  --evaluation DIR   the --out of an evaluation: shows its DET curve too`;

await command(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: { out: { type: 'string', default: 'report.html' }, evaluation: { type: 'string' } },
  });
  try {
    const curve = values.evaluation ? await readFile(join(values.evaluation, 'det.svg')) : undefined;
    const storage = await openStorage(parseEnv(process.env), console.info);
    try {
      await writeFile(values.out, reportPage(await readReportRows(storage), curve), { mode: 0o600 });
    } finally {
      await storage.close();
    }
    console.log(`The report is in ${values.out}.`);
  } catch (error) {
    const inUse = asSesameError(error)?.code === 'storage_in_use';
    console.error(inUse ? 'The data folder is in use: stop the server first, or use DATABASE_URL.' : error);
    process.exitCode = 1;
  }
});
