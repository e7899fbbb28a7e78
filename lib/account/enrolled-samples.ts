import type { AuthDeps } from '@/lib/auth/deps';
import type { Modality } from '@/lib/decision/modality';
import type { SampleJudge } from '@/lib/recognition/earlier-voice';
import type { Template } from '@/lib/storage/template';
import type { User } from '@/lib/storage/users';

/** What a person has enrolled of one modality. */
export interface EnrolledSamples {
  enrolled: Template;
  /** The model in use. */
  current: string;
  /** Of a voice, whether digit templates are there. */
  saidDigits: boolean;
  /** What to compare the enrolled samples by, where their model is still there. */
  judge: SampleJudge | undefined;
  /** Whether they are of another model than the one in use, or lack the digits that log-ins ask for. */
  isOutdated: boolean;
}

/** Asks the sealed templates. Throws `storage_damaged`. */
export async function enrolledSamples(user: User, modality: Modality, deps: AuthDeps): Promise<EnrolledSamples> {
  return modality === 'face' ? enrolledFace(user, deps) : enrolledVoice(user, deps);
}

async function enrolledFace({ id }: User, deps: AuthDeps): Promise<EnrolledSamples> {
  const enrolled = await deps.storage.templates.readOne(id, 'face');
  const model = await deps.faceModel();
  const judge = enrolled.model === model.id ? { model, policy: deps.policy } : undefined;
  return { enrolled, current: model.id, saidDigits: false, judge, isOutdated: false };
}

async function enrolledVoice({ id }: User, deps: AuthDeps): Promise<EnrolledSamples> {
  const enrolled = await deps.storage.templates.readOne(id, 'voice');
  const saidDigits = (await deps.storage.templates.readDigits(id)) !== undefined;
  const inUse: SampleJudge = { model: await deps.voiceModel(), policy: deps.policy };
  const judge = [inUse, ...(await deps.earlierVoices())].find(({ model }) => model.id === enrolled.model);
  const current = inUse.model.id;
  const isOutdated = enrolled.model !== current || (!saidDigits && deps.liveness.mode !== 'off');
  return { enrolled, current, saidDigits, judge, isOutdated };
}
