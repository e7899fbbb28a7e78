import { parseArgs } from 'node:util';
import { parseEnv } from '@/lib/env';
import { asSesameError } from '@/lib/errors';
import { restartChain } from '@/lib/storage/audit-append';
import { chained, verifyChain } from '@/lib/storage/audit-verify';
import { openStorage, type Storage } from '@/lib/storage/storage';
import { command, WrongArguments } from './command';

const USAGE = `npm run audit -- verify | export | restart [--json]
  verify    recomputes the chain of audit events; exit status 1 where one was changed, removed, reordered or added
  export    prints the events of the chain in order; with --json one JSON object a line
  restart   after a change of NEXTAUTH_SECRET: verification begins after the newest event. Run verify before the change.
  With the embedded database stop the server first.`;

const problems = {
  removed: 'An event is missing, or was moved away',
  changed: 'An event is not as it was written',
  marks_changed: 'The mark of where the chain begins or ends is not as it was written, or NEXTAUTH_SECRET is another',
  not_chained: 'An event stands outside the chain, and was not written by Open Sesame',
} as const;

async function verify(storage: Storage, isJson: boolean): Promise<void> {
  const verdict = await verifyChain(storage);
  if (!verdict.ok) process.exitCode = 1;
  if (isJson) console.log(JSON.stringify(verdict));
  else if (!verdict.ok) console.log(`${problems[verdict.problem]}: at number ${verdict.seq}.`);
  else {
    console.log(`${verdict.events} events are as they were written; ${verdict.unverified} are from before the chain.`);
    if (verdict.head.seq > 0)
      console.log(`The newest is number ${verdict.head.seq}, ${verdict.head.mac}: note it elsewhere.`);
  }
}

async function print(storage: Storage, isJson: boolean): Promise<void> {
  for await (const event of chained(storage.prisma)) {
    const { seq, at, kind, outcome, subject, reason } = event;
    console.log(
      isJson ? JSON.stringify(event) : [seq, at.toISOString(), kind, outcome, subject ?? '-', reason ?? '-'].join(' '),
    );
  }
}

const tasks = { verify, export: print, restart: restartChain };

await command(USAGE, async (args) => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } });
  const [name = ''] = positionals;
  if (positionals.length !== 1 || !Object.hasOwn(tasks, name)) throw new WrongArguments('verify, export or restart');
  try {
    const storage = await openStorage(parseEnv(process.env), console.error);
    try {
      await tasks[name as keyof typeof tasks](storage, values.json === true);
    } finally {
      await storage.close();
    }
  } catch (error) {
    const inUse = asSesameError(error)?.code === 'storage_in_use';
    console.error(inUse ? 'The data folder is in use: stop the server first, or use DATABASE_URL.' : error);
    process.exitCode = 1;
  }
});
