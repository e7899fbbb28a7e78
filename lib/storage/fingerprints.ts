import { hashName, keyedHash } from './audit';
import type { Storage } from './storage';

/** For each file of a capture, whether the same bytes were handed in before: under this name, and under another. */
export interface Sighting {
  here: boolean;
  elsewhere: boolean;
}

/**
 * Notes the files of a capture, as keyed hashes, and says which were known. Of two captures at once each sees the other: the note is
 * made before the look.
 */
export async function noteCapture(
  storage: Storage,
  name: string,
  files: readonly Uint8Array[],
  now: Date,
): Promise<Sighting[]> {
  const hashes = files.map((bytes) => keyedHash(storage, 'capture', bytes));
  const nameHash = hashName(storage, name);
  const fresh = await storage.prisma.$queryRaw<{ hash: string }[]>`
    INSERT INTO "CaptureFingerprint" ("hash", "nameHash", "at")
    SELECT unnest(${[...new Set(hashes)]}::text[]), ${nameHash}, ${now}
    ON CONFLICT DO NOTHING RETURNING "hash"`;
  const others = await storage.prisma.captureFingerprint.findMany({
    where: { hash: { in: hashes }, nameHash: { not: nameHash } },
    select: { hash: true },
  });
  const isFresh = new Set(fresh.map(({ hash }) => hash));
  const isElsewhere = new Set(others.map(({ hash }) => hash));
  return hashes.map((hash) => ({ here: !isFresh.has(hash), elsewhere: isElsewhere.has(hash) }));
}

/** Whether the same bytes were handed in at a log-in before, under any name. Notes nothing. */
export async function wasCaptured(storage: Storage, file: Uint8Array): Promise<boolean> {
  const hash = keyedHash(storage, 'capture', file);
  const found = await storage.prisma.captureFingerprint.findFirst({ where: { hash }, select: { hash: true } });
  return found !== null;
}

/** Forgets captures from before a date. */
export async function deleteOldFingerprints({ prisma }: Storage, before: Date): Promise<void> {
  await prisma.captureFingerprint.deleteMany({ where: { at: { lt: before } } });
}
