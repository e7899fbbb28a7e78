import type { SecurityLevel } from '@/lib/decision/operating-point';
import type { Policy } from '@/lib/decision/policy';
import { faceCaptures, voiceCaptures } from '@/lib/evaluation/login/login-captures';
import type { LoginInputs } from '@/lib/evaluation/login/login-inputs';
import { DRAWN, loginTrials, THREE } from '@/lib/evaluation/trials/modality-trials';
import { loginPolicy } from '@/lib/runtime/policy';
import { voiceModel } from '@/lib/voice/model';
import type { ChimericParts } from './added-score';

/** Log-in's trials of good captures, and the policies in use. Throws as reading them does, and `model_invalid`. */
export async function chimericParts({ faces, voices }: LoginInputs): Promise<ChimericParts> {
  const model = await voiceModel();
  const policy = async (level: SecurityLevel): Promise<Policy> => (await loginPolicy(model.id, level)).policy;
  const policies = {
    convenient: await policy('convenient'),
    balanced: await policy('balanced'),
    strict: await policy('strict'),
  };
  const heard = await voiceCaptures(voices, 'clean', model);
  const shown = await faceCaptures(faces, 'clean');
  return {
    faces: loginTrials(shown.references, shown.probes, THREE, DRAWN.face),
    voices: loginTrials(heard.references, heard.probes, THREE, DRAWN.voice),
    policies,
  };
}
