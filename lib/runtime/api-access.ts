import type { ApiAccess } from '@/lib/api/route';
import type { AuthDeps } from '@/lib/auth/deps';
import { env } from '@/lib/env';
import { type Admission, fairAdmission } from '@/lib/inference/admission';
import { slidingWindow } from '@/lib/inference/rate';
import type { IdentificationDeps } from '@/lib/recognition/identify';
import { singleton } from '@/lib/singleton';
import { keyId, recordAct } from '@/lib/storage/audit';
import { storage } from '@/lib/storage/storage';
import { authDeps, serviceAdmission } from './deps';

/** Ten minutes of speech at the 130 kbit/s that 16 kHz FLAC takes, in bytes. */
export const MAX_RECORDING_FILE_BYTES = 10_000_000;

/** A phone's 12 megapixels as a JPEG of high quality, in bytes. */
export const MAX_PICTURE_FILE_BYTES = 10_000_000;

/**
 * Requests from the last byte of their body to their answer: what they hold in memory together is 16 times 20 MB. Half of them for
 * one key, so that it keeps no other out; what they wait for there are the places of `serviceAdmission`.
 */
const open = { places: 16, placesForLogIns: 0, placesEach: 8, waitingEach: 0, waiting: 0 };

interface Gates {
  open: Admission;
  count: (key: string) => void;
}

function gates(): Gates {
  const rate = { most: env().API_REQUESTS_PER_MINUTE, windowMs: 60_000 };
  return singleton('api-admission', () => ({ open: fairAdmission(open), count: slidingWindow(rate) }));
}

/** Who may call the HTTP API, how often, and how many at once: what `filesRoute` asks for. */
export const apiAccess: ApiAccess = {
  keyHashes: () => env().API_KEYS,
  count: (key) => gates().count(key),
  admit: (key, work) => gates().open.of({ kind: 'api', party: key }).run(work),
  record: async (key, request, status) => {
    const opened = await storage();
    const subject = `${new URL(request.url).pathname} ${keyId(opened, key)}`;
    const outcome = status < 400 ? 'accept' : 'failure';
    await recordAct(opened, { kind: 'api', outcome, subject, reason: String(status) }, new Date());
  },
};

/** What a request of a key needs. */
export async function apiDeps(key: string): Promise<AuthDeps & IdentificationDeps> {
  const { IDENTIFICATION: identification } = env();
  return { ...(await authDeps()), admission: serviceAdmission(key), identification };
}
