import type { AuthDeps } from '@/lib/auth/deps';
import { decodeDigitTemplates } from '@/lib/liveness/digits/template-codec';
import { findEmail } from '@/lib/storage/email-addresses';
import { listPasskeys } from '@/lib/storage/passkeys';
import { readPersonRecords } from '@/lib/storage/person-records';
import { listCodes } from '@/lib/storage/recovery-codes';
import type { SealedName } from '@/lib/storage/sealed-store';
import { listSessions } from '@/lib/storage/sessions';
import type { Storage } from '@/lib/storage/storage';
import { inDomain } from '@/lib/storage/template';
import type { User } from '@/lib/storage/users';
import { toldSignals } from './history';

/** Of the form of `data.json`; goes up when a program that reads it would have to change. */
const FORMAT = 1;

/** All that is kept of one person, as they get it. Every field is explained on the page beside it (`export-page.ts`). */
export type ExportData = Awaited<ReturnType<typeof exportData>>;

/** Gathers it: nothing of anybody else, no template (`exportTemplate`), and of a session nothing that opens it. */
export async function exportData(user: User, { storage, now }: Pick<AuthDeps, 'storage' | 'now'>) {
  const { events, scores, usual, prints, fingerprints, templates } = await readPersonRecords(storage, user);
  const sessions = await listSessions(storage, user, now());
  const codes = await listCodes(storage, user.id);
  const email = await findEmail(storage, user.id);
  return {
    format: FORMAT,
    madeAt: now(),
    person: { id: user.id, name: user.name, signedUpAt: user.createdAt },
    consent: {
      consentGivenAt: user.consentedAt,
      consentVersion: user.consentVersion,
      consentWithdrawnAt: user.withdrawnAt,
    },
    settings: {
      updates: user.adaptive,
      updatedAt: user.adaptedAt,
      voiceModel: user.voiceModel,
      saidDigits: user.saidDigits,
      faceRenewedAt: user.faceRenewedAt,
      voiceRenewedAt: user.voiceRenewedAt,
      listedAt: user.listedAt,
      lockedAt: user.lockedAt,
      triesAnsweredAt: user.triesSeenAt,
      alarmedAt: user.alarmedAt,
    },
    waysIn: {
      passkeys: (await listPasskeys(storage, user.id)).map(
        ({ name, id, createdAt, lastUsedAt, transports, backedUp, counter }) => {
          return { name, id, addedAt: createdAt, lastUsedAt, transports, backedUp, signatures: Number(counter) };
        },
      ),
      codesLeft: codes.filter(({ usedAt }) => usedAt === null).length,
      codesMadeAt: codes[0]?.createdAt ?? null,
      email: email?.address ?? null,
      emailLanguage: email?.locale ?? null,
      emailToldAt: email?.noticedAt ?? null,
    },
    sessions: sessions.map(({ device, addressPrefix, startedAt, seenAt, amr }) => {
      return { device, addressPrefix, startedAt, seenAt, by: amr };
    }),
    events: events.map(({ at, kind, outcome, subject, reason, signals, browser }) => {
      return { at, kind, outcome, subject, reason, signals: toldSignals(signals), browser };
    }),
    comparisons: scores.map(({ at, modality, model, similarity, threshold, accepted }) => {
      return { at, modality, model, similarity, threshold, accepted };
    }),
    usual: usual ?? null,
    kept: { templates, prints, fingerprints },
  };
}

/** One of a person's templates as plain numbers; undefined where it went meanwhile. Throws `storage_damaged`. */
export async function exportTemplate({ templates }: Storage, userId: string, name: SealedName): Promise<unknown> {
  if (name === 'digits') {
    const digits = await templates.readDigits(userId);
    return digits && decodeDigitTemplates(digits).map(({ digit, bands }) => ({ digit, ...plain(bands) }));
  }
  const isEnrolled = name === 'face' || name === 'voice';
  const template = await (isEnrolled ? templates.readOne(userId, name) : templates.readExtra(userId, name));
  if (!template) return undefined;
  const { model, embeddings, others = {} } = inDomain(template, undefined);
  const lists = Object.entries(others).map(([id, vectors]) => [id, vectors.map((vector) => [...vector])]);
  return { model, embeddings: embeddings.map((vector) => [...vector]), others: Object.fromEntries(lists) };
}

const plain = ({ rows, data }: { rows: number; data: ArrayLike<number> }) => ({ rows, levels: Array.from(data) });
