import type { AuthDeps } from '@/lib/auth/deps';
import { asSesameError } from '@/lib/errors';
import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';
import type { LoginHistory } from '@/lib/risk/login-history';
import { mayUpdate, withNewest } from '@/lib/risk/template-update';
import { saveScores, type VerificationScore } from '@/lib/storage/scores';
import type { Modality, Template } from '@/lib/storage/template';
import type { Templates } from '@/lib/storage/template-store';
import { noteAdaptation, setAdaptive, type User } from '@/lib/storage/users';

/** Recordings that a replay is looked for among, besides the enrolled ones. */
const RECENT = 8;

/** A log-in that was judged against somebody's templates. */
export interface AssessedLogin {
  user: User;
  accepted: boolean;
  /** By modality, where there was something to compare. */
  compared: Partial<Record<Modality, { model: string; embedding: Embedding; similarity: number; threshold: number }>>;
  enrolled: Templates;
  usual: LoginHistory;
}

/**
 * Keeps what later log-ins are held against: the scores, and of an accepted one the voice; where the person asked for it, the
 * embeddings join the template when they are far above their thresholds. What cannot be kept is reported, and keeps nobody out.
 */
export async function recordLogin(login: AssessedLogin, deps: AuthDeps): Promise<void> {
  try {
    await keepScores(login, deps);
    if (!login.accepted) return;
    await keepVoice(login, deps);
    if (login.user.adaptive) await adapt(login, deps);
  } catch (error) {
    console.error(`a log-in could not be remembered: ${asSesameError(error)?.message ?? (error as Error).name}`);
  }
}

/** Lets log-ins join the template from now on, or stops that; both begin at what was enrolled. */
export async function allowAdaptation(user: User, allowed: boolean, { storage }: AuthDeps): Promise<void> {
  await setAdaptive(storage, user.id, allowed);
  for (const which of ['face-adaptive', 'voice-adaptive'] as const) await storage.templates.remove(user.id, which);
}

async function keepScores({ user, accepted, compared }: AssessedLogin, { storage, now }: AuthDeps): Promise<void> {
  const rows: Omit<VerificationScore, 'id'>[] = [];
  for (const modality of ['face', 'voice'] as const) {
    const { model, similarity, threshold } = compared[modality] ?? {};
    if (model === undefined || similarity === undefined || threshold === undefined) continue;
    if (Number.isFinite(similarity))
      rows.push({ userId: user.id, modality, model, similarity, threshold, accepted, at: now() });
  }
  await saveScores(storage, rows);
}

async function keepVoice({ user, compared, usual }: AssessedLogin, { storage }: AuthDeps): Promise<void> {
  const { voice } = compared;
  if (!voice) return;
  const before = usual.recent?.model === voice.model ? usual.recent.embeddings : [];
  const recent = { model: voice.model, embeddings: [...before, voice.embedding].slice(-RECENT) };
  await storage.templates.replace(user.id, 'voice-recent', recent);
}

async function adapt({ user, compared, enrolled, usual }: AssessedLogin, { storage, now }: AuthDeps): Promise<void> {
  const { face, voice } = compared;
  if (!face || !voice) return;
  const matches = [
    {
      similarity: cosineSimilarity(face.embedding, meanEmbedding(enrolled.face.embeddings)),
      threshold: face.threshold,
    },
    {
      similarity: cosineSimilarity(voice.embedding, meanEmbedding(enrolled.voice.embeddings)),
      threshold: voice.threshold,
    },
  ];
  if (!mayUpdate(matches, user.adaptedAt ?? undefined, now())) return;
  // Of two log-ins at once, one.
  if (!(await noteAdaptation(storage, user, now()))) return;
  const joined = (
    old: Template | undefined,
    { model, embedding }: { model: string; embedding: Embedding },
  ): Template => ({
    model,
    embeddings: withNewest(old?.model === model ? old.embeddings : [], embedding),
  });
  await storage.templates.replace(user.id, 'face-adaptive', joined(usual.adaptive.face, face));
  await storage.templates.replace(user.id, 'voice-adaptive', joined(usual.adaptive.voice, voice));
}
