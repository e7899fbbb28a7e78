import type { AuthDeps } from '@/lib/auth/deps';
import type { Result } from '@/lib/errors';
import type { Embedding } from '@/lib/math/vector';
import { SAMPLES } from '@/lib/media/capture-limits';
import type { QualityIssue } from '@/lib/recognition/observe-capture';
import { type AttemptKind, countCapture, type StoredSample, saveSample } from '@/lib/storage/attempts';
import type { Modality, Template } from '@/lib/storage/template';
import { MAX_CAPTURES_PER_ENROLMENT } from './attempt-limits';
import { failure } from './failure';

interface Observed {
  issues: readonly QualityIssue[];
  embedding: Embedding | undefined;
  model: string;
  /** Of what other models keep; absent for faces. */
  others?: Template['others'];
}

/** Observes one sample for an open attempt and keeps its embedding, or says what to change. Throws `busy`. */
export function takeSample(
  kind: AttemptKind,
  modality: Modality,
  { attemptId, index }: { attemptId: string; index: number },
  deps: AuthDeps,
  observe: () => Promise<Observed>,
): Promise<Result> {
  return deps.admission.run(async () => {
    const attempt = await countCapture(deps.storage, attemptId, kind, deps.now(), MAX_CAPTURES_PER_ENROLMENT);
    if (!attempt) return failure('attempt_ended');
    const { issues, embedding, model, others } = await observe();
    if (issues[0] || !embedding) return failure(issues[0] ?? 'internal');
    const template = { model, embeddings: [embedding], ...(others && { others }) };
    const kept = await saveSample(deps.storage, attemptId, { modality, index, template });
    return kept ? { ok: true } : failure('attempt_ended');
  });
}

/** The samples of one modality as a template; undefined when some are missing or the model changed on the way. */
export function gatherSamples(samples: readonly StoredSample[], modality: Modality): Template | undefined {
  const ours = samples.filter((sample) => sample.modality === modality).map((sample) => sample.template);
  const model = ours[0]?.model;
  if (!model || ours.length !== SAMPLES || ours.some((template) => template.model !== model)) return undefined;
  const others = gatherOthers(ours);
  return { model, embeddings: ours.flatMap((template) => template.embeddings), ...(others && { others }) };
}

/** Of the models that have something of every sample: one that came or went on the way is left out. */
function gatherOthers(templates: readonly Template[]): Template['others'] {
  const ids = Object.keys(templates[0]?.others ?? {}).filter((id) => templates.every(({ others }) => others?.[id]));
  if (ids.length === 0) return undefined;
  return Object.fromEntries(ids.map((id) => [id, templates.flatMap(({ others }) => others?.[id] ?? [])]));
}
