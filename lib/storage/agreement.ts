import { createHmac } from 'node:crypto';
import { SesameError } from '@/lib/errors';
import { folderId } from './folder-id';
import type { PrismaClient } from './generated/client';
import type { Secrets } from './secrets';

/** What servers on one database have to share, under the names that an operator knows. */
export const SUBJECTS = ['NEXTAUTH_SECRET', 'TEMPLATE_KEY', 'DATA_DIR'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What this server has of it. */
export interface Own extends Secrets {
  dataDir: string;
  /** Whether the data folder holds the templates; if not, every server may have its own. */
  templatesInFolder: boolean;
}

const why: Record<Subject, string> = {
  NEXTAUTH_SECRET:
    'NEXTAUTH_SECRET, or that of KEY_DIR, is not that of the other servers on this database: they would not know its sessions',
  TEMPLATE_KEY:
    'TEMPLATE_KEY, or that of KEY_DIR, is not that of the other servers on this database: nobody could log in here',
  DATA_DIR: 'DATA_DIR is not the folder of the other servers on this database: nobody could log in here',
};

/**
 * Refuses a server that shares the database of others but not what has to go with it. The first one decides what that is.
 * Throws `configuration_invalid`.
 */
export async function agree(prisma: PrismaClient, own: Own): Promise<void> {
  const fingerprints = await fingerprintsOf(own);
  const data = [...fingerprints].map(([subject, fingerprint]) => ({ subject, fingerprint }));
  await prisma.agreement.createMany({ data, skipDuplicates: true });
  const agreed = new Map((await prisma.agreement.findMany()).map((row) => [row.subject, row.fingerprint]));
  for (const [subject, fingerprint] of fingerprints) {
    const there = agreed.get(subject);
    if (there === fingerprint) continue;
    // While the key is being exchanged there are two, and not all servers know the new one yet.
    if (subject === 'TEMPLATE_KEY' && own.masterKeys.all().some(({ key }) => fingerprintOf(key) === there)) continue;
    const detail = `${why[subject]}; where it was changed on purpose: npm run agree -- ${subject}`;
    throw new SesameError('configuration_invalid', { detail });
  }
}

/** Makes what this server has of these subjects what all have to share. */
export async function agreeAnew(prisma: PrismaClient, own: Own, subjects: readonly Subject[]): Promise<void> {
  const fingerprints = await fingerprintsOf(own);
  for (const subject of subjects) {
    const fingerprint = fingerprints.get(subject);
    if (fingerprint === undefined) continue;
    await prisma.agreement.upsert({ where: { subject }, create: { subject, fingerprint }, update: { fingerprint } });
  }
}

/** Makes the current master key the one that all have to have, once it wraps everybody's data keys. */
export async function agreeOnMasterKey(prisma: PrismaClient, masterKeys: Secrets['masterKeys']): Promise<void> {
  const [{ key }] = masterKeys.all();
  await prisma.agreement.updateMany({ where: { subject: 'TEMPLATE_KEY' }, data: { fingerprint: fingerprintOf(key) } });
}

/** Keyed by the secrets themselves, so that they tell nothing about them; a folder is known by a random number in it. */
async function fingerprintsOf({ sessionSecret, masterKeys, dataDir, templatesInFolder }: Own) {
  const [{ key }] = masterKeys.all();
  const fingerprints = new Map<Subject, string>([
    ['NEXTAUTH_SECRET', fingerprintOf(sessionSecret)],
    ['TEMPLATE_KEY', fingerprintOf(key)],
  ]);
  if (templatesInFolder) fingerprints.set('DATA_DIR', await folderId(dataDir));
  return fingerprints;
}

function fingerprintOf(key: string | Uint8Array): string {
  return createHmac('sha256', key).update('open-sesame agreement').digest('hex');
}
