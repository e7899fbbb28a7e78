import { z } from 'zod';
import type { Modality } from '@/lib/decision/modality';
import { SesameError } from '@/lib/errors';
import type { Challenge } from '@/lib/liveness/challenge/challenge';
import { hashAddress } from './audit';
import { violates } from './constraints';
import type { AttemptKind, Attempt as AttemptRow, Prisma } from './generated/client';
import type { Storage } from './storage';
import { decodeTemplate, encodeTemplate, type Template } from './template';

export type { AttemptKind };

/** A sign-up, a log-in or a renewal under way, and what is asked for in it. */
export interface Attempt extends Omit<AttemptRow, 'steps'> {
  steps: Challenge;
}

const stepsSchema: z.ZodType<Challenge> = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('say'), digits: z.array(z.int().min(0).max(9)) }),
    z.object({ kind: z.literal('turn'), towards: z.enum(['left', 'right']) }),
  ]),
);

/** One accepted sample of a sign-up or renewal: a template of a single embedding, and what a replay of it is known by. */
export interface StoredSample {
  modality: Modality;
  index: number;
  template: Template;
  print?: Uint8Array | undefined;
  /** Of a string of digits, how it sounds. */
  spoken?: Uint8Array | undefined;
}

/** How many attempts one address may start in how many milliseconds. */
export interface StartLimit {
  attempts: number;
  windowMs: number;
}

/** Opens an attempt, or answers undefined when the address has started too many. */
export async function createAttempt(
  storage: Storage,
  attempt: Pick<Attempt, 'id' | 'kind' | 'name' | 'steps' | 'createdAt' | 'expiresAt'> &
    Partial<Pick<Attempt, 'userId' | 'modality'>>,
  address: string,
  limit: StartLimit,
): Promise<Attempt | undefined> {
  const addressHash = hashAddress(storage, address);
  const since = new Date(attempt.createdAt.getTime() - limit.windowMs);
  const started = await storage.prisma.attempt.count({ where: { addressHash, createdAt: { gt: since } } });
  if (started >= limit.attempts) return undefined;
  // What JSON has no types for: an interface.
  const steps = attempt.steps as unknown as Prisma.InputJsonArray;
  return attemptOf(await storage.prisma.attempt.create({ data: { ...attempt, steps, addressHash } }));
}

/** The attempt of this kind that is still open at `now`, or undefined: unknown, used and expired look the same. */
export async function findOpenAttempt(
  { prisma }: Storage,
  id: string,
  kind: AttemptKind,
  now: Date,
): Promise<Attempt | undefined> {
  const attempt = await prisma.attempt.findFirst({ where: { id, ...open(kind, now) } });
  return attempt ? attemptOf(attempt) : undefined;
}

/** The latest open attempt that is a person's own, for this modality, and has had fewer than `limit` captures, or undefined. */
export async function findAttemptOf(
  { prisma }: Storage,
  whose: { userId: string; modality: Modality },
  kind: AttemptKind,
  now: Date,
  limit: number,
): Promise<Attempt | undefined> {
  const where = { ...whose, ...open(kind, now), captures: { lt: limit } };
  const attempt = await prisma.attempt.findFirst({ where, orderBy: { createdAt: 'desc' } });
  return attempt ? attemptOf(attempt) : undefined;
}

/** Uses the attempt up: of any number of callers at once, one gets it. */
export async function consumeAttempt(
  { prisma }: Storage,
  id: string,
  kind: AttemptKind,
  now: Date,
): Promise<Attempt | undefined> {
  const consumed = await prisma.attempt.updateManyAndReturn({
    where: { id, ...open(kind, now) },
    data: { consumedAt: now },
  });
  return consumed.map(attemptOf)[0];
}

/** Lets an attempt that was used up be used once more, while its time lasts. */
export async function reopenAttempt({ prisma }: Storage, id: string): Promise<void> {
  await prisma.attempt.updateMany({ where: { id }, data: { consumedAt: null } });
}

/** Counts one capture on an open attempt; undefined when the attempt is not open or has had `limit` captures. */
export async function countCapture(
  { prisma }: Storage,
  id: string,
  kind: AttemptKind,
  now: Date,
  limit: number,
): Promise<Attempt | undefined> {
  const counted = await prisma.attempt.updateManyAndReturn({
    where: { id, ...open(kind, now), captures: { lt: limit } },
    data: { captures: { increment: 1 } },
  });
  return counted.map(attemptOf)[0];
}

/** Forgets the attempt and its samples. Harmless when it is gone. */
export async function deleteAttempt({ prisma }: Storage, id: string): Promise<void> {
  await prisma.attempt.deleteMany({ where: { id } });
}

/** Forgets attempts that expired before `now`. */
export async function deleteExpiredAttempts({ prisma }: Storage, now: Date): Promise<void> {
  await prisma.attempt.deleteMany({ where: { expiresAt: { lt: now } } });
}

/** Keeps an accepted sample, sealed; a repeated one replaces the earlier. False when the attempt is gone meanwhile. */
export async function saveSample(
  { prisma, sealer }: Storage,
  attemptId: string,
  { modality, index, template, print, spoken }: StoredSample,
): Promise<boolean> {
  const context = sampleContext(attemptId, modality, index);
  const bytes = {
    sealed: sealer.seal(encodeTemplate(template), context),
    print: print ? sealer.seal(print, printContext(context)) : null,
    spoken: spoken ? sealer.seal(spoken, spokenContext(context)) : null,
  };
  try {
    await prisma.enrolmentSample.upsert({
      where: { attemptId_modality_index: { attemptId, modality, index } },
      create: { attemptId, modality, index, ...bytes },
      update: bytes,
    });
    return true;
  } catch (error) {
    if (violates(error, 'foreign key')) return false;
    throw error;
  }
}

/** The accepted samples of an attempt, in order. */
export async function readSamples({ prisma, sealer }: Storage, attemptId: string): Promise<StoredSample[]> {
  const rows = await prisma.enrolmentSample.findMany({ where: { attemptId }, orderBy: { index: 'asc' } });
  return rows.map(({ modality, index, sealed, print, spoken }) => {
    const context = sampleContext(attemptId, modality, index);
    return {
      modality,
      index,
      template: decodeTemplate(sealer.unseal(sealed, context)),
      ...(print && { print: sealer.unseal(print, printContext(context)) }),
      ...(spoken && { spoken: sealer.unseal(spoken, spokenContext(context)) }),
    };
  });
}

/** Which samples are accepted already. */
export function listSamples({ prisma }: Storage, attemptId: string): Promise<{ modality: Modality; index: number }[]> {
  return prisma.enrolmentSample.findMany({ where: { attemptId }, select: { modality: true, index: true } });
}

/** Drops the samples of one modality, all or those with these indices, so that they are taken again. */
export async function deleteSamples(
  { prisma }: Storage,
  attemptId: string,
  modality: Modality,
  indices?: readonly number[],
): Promise<void> {
  const index = indices && { in: [...indices] };
  await prisma.enrolmentSample.deleteMany({ where: { attemptId, modality, ...(index && { index }) } });
}

function attemptOf(row: AttemptRow): Attempt {
  const steps = stepsSchema.safeParse(row.steps);
  if (!steps.success) throw new SesameError('storage_damaged', { detail: `the steps of attempt ${row.id}` });
  return { ...row, steps: steps.data };
}

function open(kind: AttemptKind, now: Date): { kind: AttemptKind; consumedAt: null; expiresAt: { gt: Date } } {
  return { kind, consumedAt: null, expiresAt: { gt: now } };
}

function sampleContext(attemptId: string, modality: Modality, index: number): string {
  return `sample/${attemptId}/${modality}/${index}`;
}

const printContext = (sample: string): string => `${sample}/print`;
const spokenContext = (sample: string): string => `${sample}/spoken`;
