import { randomUUID } from 'node:crypto';
import { SesameError } from '@/lib/errors';
import { violates } from './constraints';
import type { PrismaClient } from './generated/client';
import { checkedId, USER_ID } from './ids';
import { type Draft, type SealedName, type SealedStore, type SealedTemplates, sealedNames } from './sealed-store';

/** The draft of what is a person's already. */
const WHOLE = '';

/** Sealed templates as rows of `SealedTemplate`: replicas need no disk in common. */
export function databaseStore(prisma: PrismaClient): SealedStore {
  const table = prisma.sealedTemplate;
  const checked = (userId: string): string => checkedId(userId, USER_ID);

  const readRows = async (userId: string, draft: string): Promise<SealedTemplates> => {
    const rows = await table.findMany({ where: { userId: checked(userId), draft } });
    const found = new Map<SealedName, Uint8Array>();
    for (const name of sealedNames) {
      const row = rows.find((each) => each.name === name);
      if (row) found.set(name, row.sealed);
    }
    return found;
  };

  const draftOf = (userId: string, draft: string, writtenAt: Date): Draft => {
    const discard = async (): Promise<void> => void (await table.deleteMany({ where: { userId, draft } }));
    return {
      userId,
      writtenAt,
      read: () => readRows(userId, draft),
      discard,
      finish: async () => {
        try {
          // One statement: all of them or, where the person has one of the same name, none.
          await table.updateMany({ where: { userId, draft }, data: { draft: WHOLE } });
        } catch (error) {
          if (!violates(error, 'unique')) throw error;
          await discard();
        }
      },
    };
  };

  return {
    read: async (userId, name) => {
      const key = { userId: checked(userId), draft: WHOLE, name };
      return (await table.findUnique({ where: { userId_draft_name: key } }))?.sealed;
    },
    readAll: (userId) => readRows(userId, WHOLE),
    has: async (userId) =>
      (await table.findFirst({ where: { userId: checked(userId), draft: WHOLE }, select: { name: true } })) !== null,
    list: async () => {
      const rows = await table.findMany({
        where: { draft: WHOLE },
        distinct: 'userId',
        orderBy: { userId: 'asc' },
        select: { userId: true },
      });
      return rows.map(({ userId }) => userId);
    },
    begin: async (userId, templates) => {
      const draft = randomUUID();
      const writtenAt = new Date();
      const data = [...templates].map(([name, sealed]) => ({
        userId: checked(userId),
        draft,
        name,
        sealed: new Uint8Array(sealed),
        writtenAt,
      }));
      await table.createMany({ data });
      return draftOf(userId, draft, writtenAt);
    },
    drafts: async () => {
      const found = await table.groupBy({
        by: ['userId', 'draft'],
        where: { draft: { not: WHOLE } },
        _min: { writtenAt: true },
      });
      return found.map(({ userId, draft, _min }) => draftOf(userId, draft, _min.writtenAt ?? new Date()));
    },
    replace: async (userId, name, sealed) => {
      // Locks the person's face, as `remove` does first: what goes is not followed by something that arrives late.
      const replaced = await prisma.$executeRaw`
        INSERT INTO "SealedTemplate" ("userId", "draft", "name", "sealed", "writtenAt")
        SELECT "userId", "draft", ${name}, ${new Uint8Array(sealed)}, ${new Date()} FROM "SealedTemplate"
        WHERE "userId" = ${checked(userId)} AND "draft" = ${WHOLE} AND "name" = 'face' FOR UPDATE
        ON CONFLICT ("userId", "draft", "name") DO UPDATE SET "sealed" = EXCLUDED."sealed", "writtenAt" = EXCLUDED."writtenAt"`;
      if (replaced === 0)
        throw new SesameError('storage_damaged', { detail: `${name} of ${userId}, who has no templates` });
    },
    exchange: async (userId, name, before, after) => {
      const { count } = await table.updateMany({
        where: { userId: checked(userId), draft: WHOLE, name, sealed: new Uint8Array(before) },
        data: { sealed: new Uint8Array(after), writtenAt: new Date() },
      });
      return count === 1;
    },
    remove: async (userId, name) => {
      const where = { userId: checked(userId), draft: WHOLE };
      if (name) await table.deleteMany({ where: { ...where, name } });
      else
        await prisma.$transaction([
          table.deleteMany({ where: { ...where, name: 'face' } }),
          table.deleteMany({ where }),
        ]);
    },
  };
}
