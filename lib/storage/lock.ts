import { randomBytes } from 'node:crypto';
import { link, lstat, readdir, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join, relative } from 'node:path';
import { SesameError } from '@/lib/errors';

/** Longest path of a Unix socket that every system takes, in bytes (`sun_path` is 104 on macOS, 108 on Linux). */
const MAX_SOCKET_PATH = 100;

/** How long a process that took over a dead lock waits before it trusts that nobody else did, in milliseconds. */
const TAKEOVER_SETTLING_MS = 100;

/** Releases the folder. */
export type Release = () => Promise<void>;

/**
 * Makes this process the only one on a folder, as long as it lives. The lock is a Unix socket: the kernel closes it
 * with the process, however that ends, so a crash leaves nothing that blocks the next start and no process id is ever
 * mistaken for another's. Throws `storage_in_use` when a living process holds the folder.
 */
export async function lockFolder(folder: string): Promise<Release> {
  const path = socketPath(join(folder, 'lock'));
  const own = socketPath(join(folder, `lock.${randomBytes(4).toString('hex')}`));
  const server = await listen(own);
  try {
    await claim(own, path, folder);
  } catch (error) {
    server.close();
    throw error;
  }
  await removeDrafts(folder);
  return async () => {
    await unlink(path).catch(() => undefined);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
}

async function claim(own: string, path: string, folder: string): Promise<void> {
  if (await linkUnlessThere(own, path)) return;
  const found = await lstat(path).catch(() => undefined);
  if (await isAlive(path)) throw inUse(folder);
  // Only the lock that was found dead may go: another process may have replaced it while we knocked.
  const still = await lstat(path).catch(() => undefined);
  if (still?.ino !== found?.ino) throw inUse(folder);
  await unlink(path).catch(() => undefined);
  if (!(await linkUnlessThere(own, path))) throw inUse(folder);
  // Two processes may have found the same dead lock: the one whose link was removed again gives way.
  await new Promise((resolve) => setTimeout(resolve, TAKEOVER_SETTLING_MS));
  const [ours, there] = await Promise.all([lstat(own), lstat(path).catch(() => undefined)]);
  if (there?.ino !== ours.ino) throw inUse(folder);
}

/** The sockets under their first names: ours, and those of processes that died while claiming. */
async function removeDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => /^lock\.[0-9a-f]{8}$/.test(name));
  await Promise.all(drafts.map((name) => unlink(join(folder, name)).catch(() => undefined)));
}

function inUse(folder: string): SesameError {
  const detail = `another process uses the folder ${folder}; stop it, or set DATA_DIR, or use DATABASE_URL`;
  return new SesameError('storage_in_use', { detail });
}

function socketPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  const short = fromHere.length < path.length ? fromHere : path;
  if (Buffer.byteLength(short) <= MAX_SOCKET_PATH) return short;
  throw new SesameError('configuration_invalid', { detail: 'the path of DATA_DIR is too long for a lock' });
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

async function linkUnlessThere(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ENOENT: another process won meanwhile and removed our draft.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
