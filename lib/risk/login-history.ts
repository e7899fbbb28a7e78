import type { Modality } from '@/lib/decision/modality';
import type { PastScore } from '@/lib/decision/signal';
import { DUMMY_USER_ID } from '@/lib/recognition/dummy-templates';
import { countRefusals, listEntries } from '@/lib/storage/audit';
import { listScores } from '@/lib/storage/scores';
import type { ExtraTemplate } from '@/lib/storage/sealed-store';
import type { Storage } from '@/lib/storage/storage';
import { HISTORY_LIFETIME_MS } from '@/lib/storage/sweep';
import type { Template } from '@/lib/storage/template';
import type { User } from '@/lib/storage/users';
import { personalThreshold } from './personal-threshold';

const DAY_MS = 24 * 60 * 60_000;

/** What is known of a person's earlier log-ins; for an unknown name nothing, found at the same cost. */
export interface LoginHistory {
  /** Comparisons under the models in use. */
  scores: Record<Modality, PastScore[]>;
  entries: { at: Date; browser: string | null }[];
  /** Refused log-ins at the name within a day. */
  refusals: number;
  /** Embeddings of log-ins, for somebody who asked for it. */
  adaptive: Record<Modality, Template | undefined>;
  /** The voice of the last log-ins. */
  recent: Template | undefined;
}

/** Reads the history of a person, or of a name that nobody has, under the models in use. */
export async function loginHistoryOf(
  user: User | null,
  name: string,
  models: Record<Modality, { model: string }>,
  { storage, now }: { storage: Storage; now(): Date },
): Promise<LoginHistory> {
  const id = user?.id ?? DUMMY_USER_ID;
  const since = new Date(now().getTime() - HISTORY_LIFETIME_MS);
  const extra = (which: ExtraTemplate): Promise<Template | undefined> => storage.templates.readExtra(id, which);
  const [scores, entries, refusals, face, voice, recent] = await Promise.all([
    listScores(storage, id, since),
    listEntries(storage, id, since),
    countRefusals(storage, name, new Date(now().getTime() - DAY_MS)),
    extra('face-adaptive'),
    extra('voice-adaptive'),
    extra('voice-recent'),
  ]);
  const of = (modality: Modality): PastScore[] =>
    scores.filter((score) => score.modality === modality && score.model === models[modality].model);
  return { scores: { face: of('face'), voice: of('voice') }, entries, refusals, adaptive: { face, voice }, recent };
}

/** The enrolled embeddings with those of log-ins, where they are of the same model. */
export function withAdaptive(enrolled: Template, adaptive: Template | undefined): Template {
  if (adaptive?.model !== enrolled.model) return enrolled;
  return { ...enrolled, embeddings: [...enrolled.embeddings, ...adaptive.embeddings] };
}

/** What is asked of a person in one modality: at least the floor. */
export function personalThresholdOf(scores: readonly PastScore[], floor: number): number {
  return personalThreshold(
    scores.filter(({ accepted }) => accepted),
    floor,
  );
}
