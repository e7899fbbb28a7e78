import type { Modality } from '@/lib/decision/modality';
import type { Failure } from '@/lib/errors';
import type { ChallengeStep } from '@/lib/liveness/challenge/challenge';
import { type Attempt, type AttemptKind, createAttempt } from '@/lib/storage/attempts';
import { locked, startLimit } from './attempt-limits';
import type { AuthDeps } from './deps';
import { newSecret } from './ticket';

/** What an attempt is opened for. */
export interface Opening {
  kind: AttemptKind;
  name: string;
  /** Of somebody who is signed in. */
  userId?: string;
  /** Of a renewal. */
  modality?: Modality;
  /** What there is to do. */
  steps: readonly ChallengeStep[];
  lifetimeMs: number;
}

/** Opens an attempt, or says when one may be opened again. */
export async function openAttempt(
  { steps, lifetimeMs, ...who }: Opening,
  address: string,
  deps: Pick<AuthDeps, 'storage' | 'now' | 'random'>,
): Promise<{ ok: true; attempt: Attempt } | Failure> {
  const now = deps.now();
  const attempt = await createAttempt(
    deps.storage,
    {
      ...who,
      id: newSecret(deps),
      steps: [...steps],
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifetimeMs),
    },
    address,
    startLimit,
  );
  return attempt ? { ok: true, attempt } : locked(new Date(now.getTime() + startLimit.windowMs), now);
}
