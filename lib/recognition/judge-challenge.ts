import type { ChallengeEvidence } from '@/lib/decision/challenge';
import { damageOf } from '@/lib/errors';
import { type Challenge, digitsOf, sidesOf } from '@/lib/liveness/challenge/challenge';
import type { DigitBackground } from '@/lib/liveness/digits/background';
import { checkDigits } from '@/lib/liveness/digits/check-digits';
import { decodeDigitTemplates } from '@/lib/liveness/digits/template-codec';
import { judgeMovement, type MovementOutcome } from '@/lib/liveness/movement/judge-movement';
import { cosineDistance } from '@/lib/math/vector';
import type { Storage } from '@/lib/storage/storage';
import type { User } from '@/lib/storage/users';
import { DUMMY_USER_ID } from './dummy-templates';
import type { LoginObservation } from './observe-login';

export interface ChallengeDeps {
  storage: Storage;
  digitBackground(): Promise<DigitBackground>;
}

/**
 * What became of a challenge. Of an unknown name as much is compared as of anybody; so it is of somebody whose digits are not known yet, or
 * do not open: whoever that is has to say them again.
 *
 * @param isVoiceGone whether the voice cannot be compared, so that the digits alone tell who spoke
 */
export async function judgeChallenge(
  observed: LoginObservation,
  challenge: Challenge,
  user: User | null,
  isVoiceGone: boolean,
  deps: ChallengeDeps,
): Promise<ChallengeEvidence> {
  return {
    movement: judgeTurn(observed, challenge),
    ...(await judgeDigits(observed, digitsOf(challenge), user, isVoiceGone, deps)),
    lips: observed.lips,
    isInjected: observed.injection.length > 0,
  };
}

/** What a movement means for the decision: what was asked, what to do better, or no living head. */
const MOVEMENTS: Record<MovementOutcome, ChallengeEvidence['movement']> = {
  accepted: 'accepted',
  not_far_enough: 'turn_further',
  wrong_side: 'turn_other_way',
  not_back: 'turn_back',
  unclear: 'turn_unclear',
  cut: 'refused',
  flat: 'refused',
  other_person: 'refused',
};

/** Cosine distance between the face of the burst and that of the turn at rest, both frontal, seconds apart: as much as a burst may have. */
const SAME_AT_REST = 0.05;

/** Whether the head turned as asked, and is that of the burst. */
function judgeTurn({ turn, face }: LoginObservation, challenge: Challenge): ChallengeEvidence['movement'] {
  const asked = sidesOf(challenge);
  // Begun while nobody looked.
  if (asked.length === 0) return 'turn_unclear';
  const movement = MOVEMENTS[judgeMovement(turn, asked).outcome];
  if (movement !== 'accepted') return movement;
  const atRest = turn.find((frame) => frame.face?.embedding)?.face?.embedding;
  if (!atRest || !face.embedding) return 'turn_unclear';
  return cosineDistance(atRest, face.embedding) <= SAME_AT_REST ? 'accepted' : 'refused';
}

async function judgeDigits(
  { voice: { audio } }: LoginObservation,
  asked: readonly number[],
  user: User | null,
  isVoiceGone: boolean,
  deps: ChallengeDeps,
): Promise<Pick<ChallengeEvidence, 'digits' | 'digitsRatio'>> {
  const [own, standIn] = [
    await digitsOfPerson(user?.id ?? DUMMY_USER_ID, deps),
    await digitsOfPerson(DUMMY_USER_ID, deps),
  ];
  const templates = own ?? standIn;
  if (!templates) return { digits: 'unclear', digitsRatio: undefined };
  const background = await deps.digitBackground();
  const heard = checkDigits(audio, asked, decodeDigitTemplates(templates), background, isVoiceGone);
  if (!own && user) return { digits: 'not_enrolled', digitsRatio: undefined };
  return { digits: heard.verdict, digitsRatio: 'speakerRatio' in heard ? heard.speakerRatio : undefined };
}

async function digitsOfPerson(userId: string, { storage }: ChallengeDeps): Promise<Uint8Array | undefined> {
  try {
    return await storage.templates.readDigits(userId);
  } catch (error) {
    console.error(damageOf(error).message);
    return undefined;
  }
}
