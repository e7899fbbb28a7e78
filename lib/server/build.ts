import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the pages are made of. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'prisma',
  'public',
  'next.config.mjs',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.json',
];

/** Says what a build was made of; written when it is whole. */
const MARK = join('.next', 'sources.sha256');

/**
 * Next.js salts the ids of server actions with its encryption key, and makes a new key for every machine and fortnight. With one salt for
 * all an id says which function of which file is meant, in every build: replicas that build for themselves understand each other's pages, and so do tabs from before an
 * update. It is no secret: what is encrypted, if anything ever is, is encrypted under the key that `serve` derives from the session secret.
 */
const ACTION_SALT = createHash('sha256').update('open-sesame server actions').digest('base64');

/** SHA-256 of the sources and their names, tests aside, in hexadecimal: the id of every build of one commit. */
export function sourcesHash(root = '.'): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesUnder(root, source))) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

function filesUnder(root: string, path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return /\.test\.tsx?$/.test(path) ? [] : [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(root, join(path, name)));
}

/** Whether the build that lies there is whole and of these sources. */
export function isBuilt(hash: string): boolean {
  return existsSync(MARK) && readFileSync(MARK, 'utf8') === hash;
}

/** A build under way. */
export interface Build {
  /** Resolves when it is there; rejects with an Error when it failed. */
  done: Promise<void>;
  /** Ends it; then `done` never settles. */
  stop(): Promise<void>;
}

/** Builds the pages from the sources, whose hash this is. */
export function build(hash: string): Build {
  rmSync(MARK, { force: true });
  const next = join('node_modules', 'next', 'dist', 'bin', 'next');
  const env = {
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: ACTION_SALT,
    ...process.env,
    BUILD_ID: hash.slice(0, 20),
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const child = spawn(process.execPath, [next, 'build'], { stdio: 'inherit', env });
  const exited = once(child, 'exit');
  let stopped = false;
  return {
    done: new Promise((resolve, reject) => {
      exited.then(([status]) => {
        if (stopped) return;
        if (status !== 0) return reject(new Error('the build failed'));
        writeFileSync(MARK, hash);
        resolve();
      }, reject);
    }),
    stop: async () => {
      stopped = true;
      child.kill();
      await exited;
    },
  };
}
