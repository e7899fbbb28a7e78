import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from '@/lib/env';
import { openStorage, type Storage } from '@/lib/storage/storage';
import { freePort } from './free-port';

/** The real server, built, in a process, with folders and a port of its own. */
export interface TestServer {
  url: string;
  dataDir: string;
  keyDir: string;
  tmpDir: string;
  pid: number;
  /** From spawning the process to its first line about an address, in milliseconds. */
  startMs: number;
  /** Everything it has printed so far. */
  output(): string;
  /** Its exit status, or null where a signal ended it. */
  exited: Promise<number | null>;
  kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const START_TIMEOUT_MS = 120_000;

export interface ServerFolder {
  folder: string;
  remove: () => Promise<void>;
}

/** Where a server keeps what. */
export type ServerPlaces = Pick<TestServer, 'dataDir' | 'keyDir' | 'tmpDir'>;

/** Where one that is started on a folder does. */
export const placesIn = (folder: string): ServerPlaces => ({
  dataDir: join(folder, 'db'),
  keyDir: join(folder, 'keys'),
  tmpDir: join(folder, 'tmp'),
});

/** The same as the variables of a process. */
export const placesEnv = ({ dataDir, keyDir, tmpDir }: ServerPlaces) => ({
  DATA_DIR: dataDir,
  KEY_DIR: keyDir,
  TMP_DIR: tmpDir,
});

/** A look into the storage of a server that is stopped. */
export async function inStorage<T>(places: ServerPlaces, look: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage(parseEnv(placesEnv(places)), () => undefined);
  return look(storage).finally(() => storage.close());
}

/** A folder that a server can be started on more than once. */
export async function makeServerFolder(): Promise<ServerFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'open-sesame-server-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** As in `npm start`: what was freed goes back (docs/decisions/009). */
export const SERVER_MEMORY = { MALLOC_MMAP_THRESHOLD_: '65536', MALLOC_ARENA_MAX: '2' };

/** What `npm start` becomes: the server itself, so that a signal reaches it. */
export const SERVER_COMMAND: readonly string[] = [process.execPath, '--import', 'tsx', 'scripts/start.ts'];

/** Starts the server on the app that was built in `cwd`. Throws an Error with what it printed when it does not come up. */
export async function startServer(
  folder: string,
  env: Record<string, string> = {},
  [program = '', ...args] = SERVER_COMMAND,
  cwd: string = process.cwd(),
): Promise<TestServer> {
  const port = await freePort();
  const places = placesIn(folder);
  const startedAt = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: {
      ...process.env,
      ...SERVER_MEMORY,
      PORT: String(port),
      ...placesEnv(places),
      // People in photographs do not turn, and those of the tests say sentences: the challenge has tests of its own.
      LIVENESS: 'off',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listen = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const exited = once(child, 'exit').then(([status]) => status as number | null);
  await up(child, () => output);
  return {
    url: `http://localhost:${port}`,
    ...places,
    pid: child.pid as number,
    startMs: performance.now() - startedAt,
    output: () => output,
    exited,
    kill: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}

async function up(child: ChildProcess, output: () => string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`The server ${why}:\n${output()}`));
    const timer = setTimeout(() => fail('did not come up in time'), START_TIMEOUT_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
    child.stdout?.on('data', () => {
      if (!output().includes('Open Sesame is at')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}
