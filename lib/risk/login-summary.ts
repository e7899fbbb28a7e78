import { z } from 'zod';
import type { Modality } from '@/lib/decision/modality';
import { DUMMY_USER_ID } from '@/lib/recognition/dummy-templates';
import { listEntries } from '@/lib/storage/audit';
import { listUnsummarised, readSummary, saveSummary } from '@/lib/storage/login-summaries';
import { RETENTION } from '@/lib/storage/retention';
import { listAcceptedScores, newestModel } from '@/lib/storage/scores';
import type { Storage } from '@/lib/storage/storage';
import { usualDailyScore, usualScore } from './personal-threshold';
import { timesOfDay } from './signals/circumstances';

/** The newest accepted comparisons that thresholds and signals look at: three a day count, and two hundred of those. */
const MOST_ACCEPTED = 600;
/** Kinds of browser that are known of one person, the latest. */
const MOST_BROWSERS = 16;
const NO_MODEL_YET = '';

const scoreSchema = z.object({ count: z.int().nonnegative(), middle: z.number(), spread: z.number() });
const usualSchema = z.object({ model: z.string(), daily: scoreSchema, all: scoreSchema });
const summarySchema = z.object({
  face: usualSchema,
  voice: usualSchema,
  timesOfDay: z.array(z.int().nonnegative()).length(timesOfDay([]).length),
  browsers: z.array(z.string()).max(MOST_BROWSERS),
});

/** What is usual in one modality under one model: for the threshold, and among all scores. */
export type UsualComparison = z.infer<typeof usualSchema>;

/** What is usual about a person's accepted log-ins: of one size, and at one cost, for one log-in and for thousands. */
export type LoginSummary = z.infer<typeof summarySchema>;

type SummaryDeps = { storage: Storage; now(): Date };

/** Nothing is usual yet. */
const unusual = (model: string): UsualComparison => ({ model, daily: usualScore([]), all: usualScore([]) });
const NOTHING: LoginSummary = {
  face: unusual(NO_MODEL_YET),
  voice: unusual(NO_MODEL_YET),
  timesOfDay: timesOfDay([]),
  browsers: [],
};

/**
 * What is usual for a person, or for the stand-in, under the models in use: scores under others are no measure. One query, whoever it
 * is. A damaged summary is reported to the operator, and is as if it were not there.
 */
export async function loginSummaryOf(
  userId: string,
  models: Record<Modality, { model: string }>,
  { storage, now }: SummaryDeps,
): Promise<LoginSummary> {
  const kept = await readSummary(storage, userId, DUMMY_USER_ID, oldest(now()));
  const read = summarySchema.safeParse(kept);
  if (!read.success) console.error(`the summary of log-ins of ${userId} is left out: it does not read as one`);
  const summary = read.data ?? NOTHING;
  const inUse = (modality: Modality): UsualComparison => {
    const { model } = models[modality];
    return summary[modality].model === model ? summary[modality] : unusual(model);
  };
  return { ...summary, face: inUse('face'), voice: inUse('voice') };
}

/** Writes what is usual for a person from now on, under the models of their last accepted log-in. */
export async function summariseLogins(userId: string, { storage, now }: SummaryDeps): Promise<void> {
  const since = oldest(now());
  const face = await usualOf(userId, 'face', since, storage);
  const voice = await usualOf(userId, 'voice', since, storage);
  const entries = await listEntries(storage, userId, since);
  const browsers = [...new Set(entries.flatMap(({ browser }) => browser ?? []))].slice(0, MOST_BROWSERS);
  const times = timesOfDay(entries.map(({ at }) => at));
  await saveSummary(storage, userId, { face, voice, browsers, timesOfDay: times }, now());
}

/** Writes the summaries of people who logged in before there were any. */
export async function summariseEarlierLogins(deps: SummaryDeps): Promise<void> {
  for (const userId of await listUnsummarised(deps.storage)) await summariseLogins(userId, deps);
}

async function usualOf(userId: string, modality: Modality, since: Date, storage: Storage): Promise<UsualComparison> {
  const model = await newestModel(storage, userId, modality);
  if (model === undefined) return unusual(NO_MODEL_YET);
  const accepted = await listAcceptedScores(storage, { userId, modality, model }, since, MOST_ACCEPTED);
  return { model, daily: usualDailyScore(accepted), all: usualScore(accepted.map(({ similarity }) => similarity)) };
}

function oldest(now: Date): Date {
  return new Date(now.getTime() - RETENTION.history);
}
