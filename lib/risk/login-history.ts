import type { Modality } from '@/lib/decision/modality';
import type { PastScore } from '@/lib/decision/signal';
import { damageOf } from '@/lib/errors';
import { DUMMY_USER_ID } from '@/lib/recognition/dummy-templates';
import { countRefusals } from '@/lib/storage/audit';
import { listRefusedScores } from '@/lib/storage/scores';
import type { ExtraTemplate } from '@/lib/storage/sealed-store';
import type { Storage } from '@/lib/storage/storage';
import { inDomain, type Template } from '@/lib/storage/template';
import type { User } from '@/lib/storage/users';
import { DAY_MS, NEAR_MISS_WINDOW_MS } from './durations';
import { type LoginSummary, loginSummaryOf } from './login-summary';

/** What is known of a person's earlier log-ins; for an unknown name nothing, found at the same cost. */
export interface LoginHistory {
  usual: LoginSummary;
  /** Refused comparisons of the last quarter of an hour, from where the attempt under way comes. */
  recentlyRefused: PastScore[];
  /** Refused log-ins at the name within a day, from where the attempt under way comes: strangers elsewhere cost the owner nothing. */
  refusals: number;
  /** Embeddings of log-ins, for somebody who asked for it. */
  adaptive: Record<Modality, Template | undefined>;
  /** The voice of the last log-ins. */
  recent: Template | undefined;
}

/** Reads the history of a person, or of a name that nobody has, under the models in use. */
export async function loginHistoryOf(
  user: User | null,
  { name, origin }: { name: string; origin: string },
  models: Record<Modality, { model: string }>,
  { storage, now }: { storage: Storage; now(): Date },
): Promise<LoginHistory> {
  const id = user?.id ?? DUMMY_USER_ID;
  const extra = (which: ExtraTemplate): Promise<Template | undefined> => optionalTemplate(storage, id, which);
  const ago = (milliseconds: number): Date => new Date(now().getTime() - milliseconds);
  const [usual, recentlyRefused, refusals, face, voice, recent] = await Promise.all([
    loginSummaryOf(id, models, { storage, now }),
    listRefusedScores(storage, id, origin, ago(NEAR_MISS_WINDOW_MS)),
    countRefusals(storage, name, origin, ago(DAY_MS)),
    extra('face-adaptive'),
    extra('voice-adaptive'),
    extra('voice-recent'),
  ]);
  return { usual, recentlyRefused, refusals, adaptive: { face, voice }, recent };
}

/** A template that need not be there: a damaged one is reported to the operator, and is as if it were not there. */
async function optionalTemplate(
  { templates }: Storage,
  userId: string,
  which: ExtraTemplate,
): Promise<Template | undefined> {
  try {
    return await templates.readExtra(userId, which);
  } catch (error) {
    console.error(`${which} of ${userId} is left out: ${damageOf(error).message}`);
    return undefined;
  }
}

/** The enrolled embeddings with those of log-ins, where they are of the same model. */
export function withAdaptive(enrolled: Template, adaptive: Template | undefined): Template {
  if (adaptive?.model !== enrolled.model) return enrolled;
  return { ...enrolled, embeddings: [...enrolled.embeddings, ...inDomain(adaptive, enrolled.domain).embeddings] };
}
