import { accessSync, constants, statfsSync } from 'node:fs';

const FOLDER = '/dev/shm';
/** What the tests of a run may have open at a time, with room to spare, in bytes: containers often have 64 MB there. */
const ROOM = 4 * 2 ** 30;

/**
 * Has the tests of this process and of its children make their folders in memory, where there is room. An embedded database is a
 * thousand small files: made on a disk, they take longer than most tests.
 */
export function preferMemoryFolder(): void {
  try {
    accessSync(FOLDER, constants.W_OK);
    const { bavail, bsize } = statfsSync(FOLDER);
    if (bavail * bsize >= ROOM) process.env.TMPDIR = FOLDER;
  } catch {
    // Not everywhere: the folder of the system stays.
  }
}
