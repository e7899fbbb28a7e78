import { givenKeyHash } from '@/lib/api/keys';
import type { AuthDeps } from '@/lib/auth/deps';
import { env } from '@/lib/env';
import { boundedQueue, type Queue } from '@/lib/inference/queue';
import { singleton } from '@/lib/singleton';
import { keyId, recordAct } from '@/lib/storage/audit';
import { storage } from '@/lib/storage/storage';
import { authDeps } from './deps';

/** Ten minutes of speech at the 130 kbit/s that 16 kHz FLAC takes, in bytes. */
export const MAX_RECORDING_FILE_BYTES = 10_000_000;

/** A phone's 12 megapixels as a JPEG of high quality, in bytes. */
export const MAX_PICTURE_FILE_BYTES = 10_000_000;

/** Requests from their first byte to their answer: what they may hold in memory together is 16 times 20 MB. */
const OPEN = 16;
/** Requests whose files are decoded at once; what they wait for each other is the model. */
const RUNNING = 4;

/** Apart from the pages', so that no service with a key keeps people from logging in. */
function admissions(): { open: Queue; running: Queue } {
  return singleton('api-admission', () => ({ open: boundedQueue(OPEN, 0), running: boundedQueue(RUNNING, OPEN) }));
}

/** Who may call the HTTP API, and how many at once: what `filesRoute` asks for. */
export const apiAccess = {
  keyHashes: (): readonly Uint8Array[] => env().API_KEYS,
  admit: <T>(work: () => Promise<T>): Promise<T> => admissions().open.run(work),
  record: recordCall,
};

async function recordCall(request: Request, status: number): Promise<void> {
  const opened = await storage();
  const key = keyId(opened, Buffer.from(givenKeyHash(request) ?? []).toString('hex'));
  const subject = `${new URL(request.url).pathname} ${key}`;
  const outcome = status < 400 ? 'accept' : 'failure';
  await recordAct(opened, { kind: 'api', outcome, subject, reason: String(status) }, new Date());
}

export async function apiDeps(): Promise<AuthDeps> {
  return { ...(await authDeps()), admission: admissions().running };
}
