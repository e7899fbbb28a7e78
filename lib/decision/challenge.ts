/** How much a challenge asks for: `strict` has two turns of the head, and lips that go with the voice. */
export type ChallengeLevel = 'balanced' | 'strict';

/** What a challenge counts for: who does not answer it stays out, is noted, or nobody looks. */
export type LivenessMode = 'required' | 'signal' | 'off';

export interface LivenessPolicy {
  mode: LivenessMode;
  level: ChallengeLevel;
}

/** What to do better about a turn. It says nothing about whom. */
export type MovementIssue = 'turn_further' | 'turn_other_way' | 'turn_back' | 'turn_unclear';

/** What became of a challenge. */
export interface ChallengeEvidence {
  /** `refused`: no living head before one camera. */
  movement: 'accepted' | 'refused' | MovementIssue;
  /** `not_enrolled`: how the person says digits is not known yet. */
  digits: 'accepted' | 'unclear' | 'wrong' | 'not_enrolled';
  /** How the digits were said, as a log-likelihood ratio of the speaker in nats; undefined where it was not compared with the person's own. */
  digitsRatio: number | undefined;
  lips: 'matches' | 'differs' | 'unclear';
  /** Whether the frames of the turn do not seem to come from a camera. */
  isInjected: boolean;
}

/** What is wrong with it, by name, as the audit trail has it; nothing where all was done that the level asks for. */
export type ChallengeFault = 'movement_refused' | 'digits_unclear' | 'digits_wrong' | 'lips_differ' | 'lips_unclear';
