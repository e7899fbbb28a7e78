import { env } from '@/lib/env';
import { type Admission, createAdmission } from './admission';
import { type AuthDeps, authDeps } from './deps';

/** Ten minutes of speech at the 130 kbit/s that 16 kHz FLAC takes, in bytes. */
export const MAX_RECORDING_FILE_BYTES = 10_000_000;

/** A phone's 12 megapixels as a JPEG of high quality, in bytes. */
export const MAX_PICTURE_FILE_BYTES = 10_000_000;

/** Requests from their first byte to their answer: what they may hold in memory together is 16 times 20 MB. */
const OPEN = 16;
/** Requests whose files are decoded at once; what they wait for each other is the model. */
const RUNNING = 4;

const slot = Symbol.for('open-sesame.api-admission');
const shared = globalThis as { [slot]?: { open: Admission; running: Admission } };

/** Apart from the pages', so that no service with a key keeps people from logging in. */
function admissions(): { open: Admission; running: Admission } {
  shared[slot] ??= { open: createAdmission(OPEN, 0), running: createAdmission(RUNNING, OPEN) };
  return shared[slot];
}

/** Who may call the HTTP API, and how many at once: what `filesRoute` asks for. */
export const apiAccess = {
  keyHashes: (): readonly Uint8Array[] => env().API_KEYS,
  admit: <T>(work: () => Promise<T>): Promise<T> => admissions().open.run(work),
};

export async function apiDeps(): Promise<AuthDeps> {
  return { ...(await authDeps()), admission: admissions().running };
}
