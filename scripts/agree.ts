import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseEnv } from '@/lib/env';
import { agreeAnew, SUBJECTS, type Subject } from '@/lib/storage/agreement';
import { openServer } from '@/lib/storage/database';
import { readSecrets } from '@/lib/storage/secrets';
import { command, WrongArguments } from './command';

const USAGE = `npm run agree -- NAME ...
  After a change on purpose: makes what is configured here what every server on DATABASE_URL has to share. Stop them all first.
  NAME is NEXTAUTH_SECRET, TEMPLATE_KEY or DATA_DIR.`;

await command(USAGE, async (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const subjects = positionals.filter((name): name is Subject => SUBJECTS.includes(name as Subject));
  if (subjects.length === 0 || subjects.length < positionals.length)
    throw new WrongArguments(`NAME is ${SUBJECTS.join(', ')}`);
  const env = parseEnv(process.env);
  if (!env.DATABASE_URL) throw new WrongArguments('without DATABASE_URL there is nobody to agree with');
  const database = await openServer(env.DATABASE_URL);
  try {
    const dataDir = resolve(env.DATA_DIR);
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const secrets = await readSecrets(env, dataDir, { hasDataKeys: true, exclusive: false }, console.info);
    await agreeAnew(database.prisma, { ...secrets, dataDir, templatesInFolder: true }, subjects);
  } finally {
    await database.close();
  }
  console.log(`From now on, every server has to have the same ${subjects.join(', ')}.`);
});
