import type { ChallengeLevel } from '@/lib/decision/challenge';
import { falseMatchRateOf, type SecurityLevel } from '@/lib/decision/operating-point';
import type { Policy } from '@/lib/decision/policy';
import { describeLevel, type Fusion, type PolicyFile, parsePolicyFile, policyFor } from '@/lib/decision/policy-file';
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
  const calibrations = await loginCalibrations(voiceModelId, modelsFolder);
  const fusion = fusionOf(file, calibrations.faceModelId, voiceModelId);
  if (!fusion) {
    const detail = `models/${POLICY_FILE} has no fusion of ${calibrations.faceModelId} and ${voiceModelId}: npm run calibrate measures it`;
    throw new SesameError('model_invalid', { detail });
  }
  return { policy: policyFor(file, fusion, calibrations, level), description: describeLevel(level, fusion) };
}

/**
 * What log-ins are judged by whose voice was enrolled with an earlier model: the policy of that pair; where the file has no fusion of it
 * any more, the fused threshold of the models in use and the stricter of both floors. Throws `model_invalid` for a model that is
 * unknown or not calibrated.
 */
export async function earlierPolicy(
  voiceModelId: string,
  inUse: Policy,
  level: SecurityLevel,
  modelsFolder?: string,
): Promise<Policy> {
  const file = checked(await readPolicyJson(modelsFolder));
  const calibrations = await loginCalibrations(voiceModelId, modelsFolder);
  const fusion = fusionOf(file, calibrations.faceModelId, voiceModelId);
  if (fusion) return policyFor(file, fusion, calibrations, level);
  const minSimilarity = Math.max(calibrations.voiceFloor, inUse.voice.minSimilarity);
  return { ...inUse, voice: { ...inUse.voice, calibration: calibrations.voice, minSimilarity } };
}

/** What a level asks people to do. */
export function challengeLevelOf(level: SecurityLevel): ChallengeLevel {
  return falseMatchRateOf(level) <= falseMatchRateOf('strict') ? 'strict' : 'balanced';
}

function fusionOf({ fusion }: PolicyFile, face: string, voice: string): Fusion | undefined {
  return fusion.find(({ models }) => models.face === face && models.voice === voice);
}

function checked(content: unknown): PolicyFile {
  try {
    return parsePolicyFile(content);
  } catch (cause) {
    const problems = cause instanceof Error ? cause.message : String(cause);
    throw new SesameError('model_invalid', { detail: `models/${POLICY_FILE}: ${problems}`, cause });
  }
}
