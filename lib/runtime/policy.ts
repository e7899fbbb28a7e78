import type { SecurityLevel } from '@/lib/decision/operating-point';
import type { Policy } from '@/lib/decision/policy';
import { describeLevel, parsePolicyFile, policyFor } from '@/lib/decision/policy-file';
import { SesameError } from '@/lib/errors';
import { POLICY_FILE, readPolicyJson } from '@/lib/inference/manifest';
import { loginCalibrations } from '@/lib/recognition/calibration';

export interface LevelledPolicy {
  policy: Policy;
  /** One line for the log: what the level rests on. */
  description: string;
}

/**
 * The policy of a security level for the models in use. Throws `model_invalid` for models that are not calibrated, alone or
 * together, and for a policy file that is bad; the detail names the entries.
 */
export async function loginPolicy(
  voiceModelId: string,
  level: SecurityLevel,
  modelsFolder?: string,
): Promise<LevelledPolicy> {
  const file = checked(await readPolicyJson(modelsFolder));
  const calibrations = await loginCalibrations(voiceModelId);
  const { faceModelId } = calibrations;
  const fusion = file.fusion.find(({ models }) => models.face === faceModelId && models.voice === voiceModelId);
  if (!fusion) {
    const detail = `models/${POLICY_FILE} has no fusion of ${faceModelId} and ${voiceModelId}: npm run calibrate measures it`;
    throw new SesameError('model_invalid', { detail });
  }
  return { policy: policyFor(file, fusion, calibrations, level), description: describeLevel(level, fusion) };
}

function checked(content: unknown): ReturnType<typeof parsePolicyFile> {
  try {
    return parsePolicyFile(content);
  } catch (cause) {
    const problems = cause instanceof Error ? cause.message : String(cause);
    throw new SesameError('model_invalid', { detail: `models/${POLICY_FILE}: ${problems}`, cause });
  }
}
