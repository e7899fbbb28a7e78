import { randomUUID } from 'node:crypto';
import { damageOf } from '@/lib/errors';
import type { PrintKind, ReplayPrint } from './generated/client';
import type { Storage } from './storage';

export type { PrintKind };

/** What a replay of one capture would be known by, as bytes of `lib/liveness/replay`. */
export interface Print {
  kind: PrintKind;
  bytes: Uint8Array;
}

/** Log-ins of a person of which prints are kept: comparing costs 0.8 ms each. */
export const MOST_PRINTS = 30;
/** Recordings and photographs of sign-ups and renewals that are looked at. */
const MOST_ENROLLED = 12;

/** A row of a print: of the enrolment, for as long as the person is there; else of a log-in. */
export function sealedPrint(
  { sealer }: Pick<Storage, 'sealer'>,
  userId: string,
  { kind, bytes }: Print,
  at: Date,
  enrolled: boolean,
): Omit<ReplayPrint, 'userId' | 'sealed'> & { sealed: Uint8Array<ArrayBuffer> } {
  return { id: randomUUID(), kind, enrolled, at, sealed: sealer.seal(bytes, printContext(userId, kind)) };
}

/** Keeps the prints of an accepted log-in, and of each kind no more than the newest. */
export async function keepLoginPrints(
  storage: Storage,
  userId: string,
  prints: readonly Print[],
  at: Date,
): Promise<void> {
  const { prisma } = storage;
  await prisma.replayPrint.createMany({
    data: prints.map((print) => ({ userId, ...sealedPrint(storage, userId, print, at, false) })),
  });
  await prisma.$executeRaw`
    DELETE FROM "ReplayPrint" WHERE "id" IN (
      SELECT "id" FROM (
        SELECT "id", row_number() OVER (PARTITION BY "kind" ORDER BY "at" DESC) AS "place"
        FROM "ReplayPrint" WHERE "userId" = ${userId} AND NOT "enrolled"
      ) AS "all" WHERE "place" > ${MOST_PRINTS}::int
    )`;
}

/** Puts prints of a new enrolment beside the earlier ones of these kinds, which from now on are kept as those of a log-in are. */
export async function keepEnrolledPrints(
  storage: Storage,
  userId: string,
  prints: readonly Print[],
  at: Date,
): Promise<void> {
  const { prisma } = storage;
  const kinds = [...new Set(prints.map(({ kind }) => kind))];
  await prisma.$transaction([
    prisma.replayPrint.updateMany({
      where: { userId, kind: { in: kinds }, enrolled: true },
      data: { enrolled: false, at },
    }),
    prisma.replayPrint.createMany({
      data: prints.map((print) => ({ userId, ...sealedPrint(storage, userId, print, at, true) })),
    }),
  ]);
}

/** The prints of a person's enrolment and of their log-ins since a date. One that is damaged is told to the operator and left out. */
export async function readPrints(storage: Storage, userId: string, since: Date): Promise<Print[]> {
  // As text: the embedded database takes four times as long over so many bytes.
  const rows = await storage.prisma.$queryRaw<{ kind: PrintKind; sealed: string }[]>`
    SELECT "kind", encode("sealed", 'base64') AS "sealed" FROM (
      SELECT "kind", "sealed", "enrolled", row_number() OVER (PARTITION BY "kind", "enrolled" ORDER BY "at" DESC) AS "place"
      FROM "ReplayPrint" WHERE "userId" = ${userId} AND ("enrolled" OR "at" >= ${since})
    ) AS "newest" WHERE "place" <= CASE WHEN "enrolled" THEN ${MOST_ENROLLED}::int ELSE ${MOST_PRINTS}::int END`;
  return rows.flatMap(({ kind, sealed }) => opened(storage, userId, kind, Buffer.from(sealed, 'base64')));
}

function opened({ sealer }: Storage, userId: string, kind: PrintKind, sealed: Uint8Array): Print[] {
  try {
    return [{ kind, bytes: sealer.unseal(sealed, printContext(userId, kind)) }];
  } catch (error) {
    console.error(`a print of ${userId} is left out: ${damageOf(error).message}`);
    return [];
  }
}

/** Rows looked at in one go. */
const PAGE = 500;

/** Seals anew what an older key sealed, so that that key can be forgotten. It may be cut off anywhere, and done again. */
export async function resealPrints(storage: Storage, stopped: () => boolean): Promise<void> {
  const { prisma, sealer } = storage;
  for (let after = ''; !stopped(); ) {
    const rows = await prisma.replayPrint.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    for (const { id, userId, kind, sealed } of rows.filter((row) => !sealer.isCurrent(row.sealed)))
      for (const { bytes } of opened(storage, userId, kind, sealed))
        await prisma.replayPrint.updateMany({
          where: { id },
          data: { sealed: sealer.seal(bytes, printContext(userId, kind)) },
        });
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

/** Forgets the prints of log-ins from before a date. */
export async function deleteOldPrints({ prisma }: Storage, before: Date): Promise<void> {
  await prisma.replayPrint.deleteMany({ where: { enrolled: false, at: { lt: before } } });
}

/** What a print is and whose: it opens under no other name. */
const printContext = (userId: string, kind: PrintKind): string => `replay/${userId}/${kind}`;
