import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port';

/** A PostgreSQL server of this machine, for one test file. */
export interface PostgresServer {
  url: string;
  /** Ends it for good. */
  stop(): Promise<void>;
  /** Ends it, and breaks off its connections, until `resume`. */
  suspend(): Promise<void>;
  resume(): Promise<void>;
}

const DEBIAN = '/usr/lib/postgresql';

/** Where `initdb` and `postgres` are, or undefined on a machine without them. */
export function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : [];
  return [...versions, ...(process.env.PATH ?? '').split(delimiter)].find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
}

/** Starts an empty server on a port of the loopback. Throws an Error with what it printed. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'open-sesame-postgres-'));
  const port = await freePort();
  const owner = ownerOf(folder);
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', join(folder, 'data'), '-U', 'test', '-A', 'trust', '--no-sync'],
    {
      ...owner,
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const options = ['-D', join(folder, 'data'), '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'];
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(join(programs, 'postgres'), options, { ...owner, stdio: ['ignore', 'ignore', 'pipe'] });
    await ready(child.stderr);
    return child;
  };
  let server = await start();
  const end = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGINT');
    await gone;
  };
  return {
    url: `postgresql://test@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
    suspend: end,
    resume: async () => {
      server = await start();
    },
  };
}

/** PostgreSQL refuses to run as root: root lends the folder to the user that Debian's package makes. */
function ownerOf(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout),
  );
  if (!uid || !gid) throw new Error('there is no user postgres');
  chownSync(folder, uid, gid);
  return { uid, gid };
}

async function ready(log: NodeJS.ReadableStream): Promise<void> {
  let printed = '';
  for await (const chunk of log) {
    printed += chunk;
    if (printed.includes('ready to accept connections')) break;
  }
  if (!printed.includes('ready to accept connections')) throw new Error(`postgres: ${printed}`);
}
