import type { Modality } from '@/lib/decision/modality';
import type { ModalityResult } from '@/lib/decision/modality-result';
import { asSesameError } from '@/lib/errors';
import type { Embedding } from '@/lib/math/vector';
import { DUMMY_USER_ID } from '@/lib/recognition/dummy-templates';
import { templateSimilarity } from '@/lib/recognition/template-similarity';
import { summariseLogins } from '@/lib/risk/login-summary';
import { packedPrints } from '@/lib/risk/replays';
import { mayUpdate, withNewest } from '@/lib/risk/template-update';
import { recordAct } from '@/lib/storage/audit';
import { keepLoginPrints } from '@/lib/storage/replay-prints';
import { saveScores } from '@/lib/storage/scores';
import { probeFor, type Template } from '@/lib/storage/template';
import { noteAdaptation, setAdaptive, type User } from '@/lib/storage/users';
import type { LoginAssessment } from './assess-login';
import type { AuthDeps } from './deps';

/** Recordings that a replay is looked for among, besides the enrolled ones. */
const RECENT = 8;

type RecordDeps = Pick<AuthDeps, 'storage' | 'now'>;
type Embedded = ModalityResult & { embedding: Embedding };

/**
 * Keeps what later log-ins of a person are held against: the scores, and of an accepted one what is usual now, what a replay of it is
 * known by, and the voice; where the person asked for
 * it, the embeddings join the template when they are far above their thresholds. Of a capture that was not good enough nothing is
 * kept. What cannot be kept is reported, and keeps nobody out.
 */
export async function recordLogin(assessment: LoginAssessment, deps: RecordDeps): Promise<void> {
  const { user, compared } = assessment;
  const { face, voice, voiceModelGone } = compared;
  if (!isEmbedded(face) || !isEmbedded(voice)) return;
  try {
    // Of an unknown name nothing is kept, at the same cost.
    await keepScores(user?.id ?? DUMMY_USER_ID, assessment, deps);
    if (!user || assessment.verdict.verdict !== 'accept') return;
    await summariseLogins(user.id, deps);
    await keepLoginPrints(deps.storage, user.id, packedPrints(assessment.prints), deps.now());
    if (voiceModelGone) return;
    await keepVoice(user, voice, assessment, deps);
    if (user.adaptive) await adapt(user, face, voice, assessment, deps);
  } catch (error) {
    console.error(`a log-in could not be remembered: ${asSesameError(error)?.message ?? (error as Error).name}`);
  }
}

/** Lets log-ins join the template from now on, or stops that; both begin at what was enrolled. */
export async function allowAdaptation(user: User, allowed: boolean, { storage, now }: RecordDeps): Promise<void> {
  await setAdaptive(storage, user.id, allowed);
  const act = { kind: 'setting', outcome: 'accept', subject: 'adaptive', reason: allowed ? 'on' : 'off' } as const;
  await recordAct(storage, { ...act, userId: user.id }, now());
  for (const which of ['face-adaptive', 'voice-adaptive'] as const) await storage.templates.remove(user.id, which);
}

function isEmbedded(result: ModalityResult): result is Embedded {
  return result.embedding !== undefined;
}

async function keepScores(
  userId: string,
  { compared: { face, voice, voiceModelGone }, verdict, origin }: LoginAssessment,
  { storage, now }: RecordDeps,
): Promise<void> {
  const accepted = verdict.verdict === 'accept';
  const results: [Modality, ModalityResult][] = [['face', face]];
  if (!voiceModelGone) results.push(['voice', voice]);
  const rows = results.map(([modality, { model, similarity, threshold }]) => ({
    userId,
    modality,
    model,
    similarity,
    threshold,
    accepted,
    origin,
    at: now(),
  }));
  await saveScores(
    storage,
    rows.filter(({ similarity }) => Number.isFinite(similarity)),
  );
}

async function keepVoice(
  user: User,
  { model, embedding }: Embedded,
  { history: { recent } }: LoginAssessment,
  { storage }: RecordDeps,
): Promise<void> {
  const before: Template = recent?.model === model ? recent : { model, embeddings: [] };
  const embeddings = [...before.embeddings, probeFor(before, embedding)].slice(-RECENT);
  await storage.templates.replace(user.id, 'voice-recent', { ...before, embeddings });
}

async function adapt(
  user: User,
  face: Embedded,
  voice: Embedded,
  { enrolled, history: { adaptive } }: LoginAssessment,
  { storage, now }: RecordDeps,
): Promise<void> {
  const scores = [
    { similarity: templateSimilarity(face, enrolled.face), threshold: face.threshold },
    { similarity: templateSimilarity(voice, enrolled.voice), threshold: voice.threshold },
  ];
  if (!mayUpdate(scores, user.adaptedAt ?? undefined, now())) return;
  // Of two log-ins at once, one.
  if (!(await noteAdaptation(storage, user, now()))) return;
  await storage.templates.replace(user.id, 'face-adaptive', joined(adaptive.face, face));
  await storage.templates.replace(user.id, 'voice-adaptive', joined(adaptive.voice, voice));
}

function joined(old: Template | undefined, { model, embedding }: Embedded): Template {
  const before: Template = old?.model === model ? old : { model, embeddings: [] };
  return { ...before, embeddings: withNewest(before.embeddings, probeFor(before, embedding)) };
}
