import type { LivenessPolicy } from '@/lib/decision/challenge';
import type { Policy } from '@/lib/decision/policy';
import type { Queue } from '@/lib/inference/queue';
import type { EarlierVoice } from '@/lib/recognition/earlier-voice';
import type { ChallengeDeps } from '@/lib/recognition/judge-challenge';
import type { LooksAhead } from '@/lib/recognition/looks-ahead';
import type { FaceDeps } from '@/lib/recognition/observe-photo';
import type { VoiceDeps } from '@/lib/recognition/observe-sentence';
import type { Observers } from '@/lib/recognition/observers';
import type { Timer } from './answer-time';
import type { Assurance } from './assurance';
import type { Mailer } from './email/mailer';
import type { RelyingParty } from './passkeys/relying-party';

/** All that a flow needs from the world; tests pass their own. */
export interface AuthDeps extends FaceDeps, VoiceDeps, ChallengeDeps {
  observe: Observers;
  /** What was seen of log-ins that are under way. */
  ahead: LooksAhead;
  /** Where captures wait for their turn. */
  admission: Queue;
  policy: Policy;
  liveness: LivenessPolicy;
  /** Voice models from before a change that people are still enrolled with, and whose files are there. */
  earlierVoices(): Promise<readonly EarlierVoice[]>;
  assurance: Assurance;
  /** Whom passkeys are made for. */
  relyingParty: RelyingParty;
  /** None where no mail server is configured. */
  mailer: Mailer | undefined;
  /** People who may sign up from one address in a day. */
  signUpsPerAddress: number;
  now(): Date;
  timer: Timer;
  random(bytes: number): Uint8Array;
}
