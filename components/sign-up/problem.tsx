import { type ReactElement, useState } from 'react';
import { Lock } from '@/components/capture/lock';
import { Notice } from '@/components/ui/notice';
import { errorWords } from '@/components/words';
import type { Problem } from './state';
import { problemWords, signUpWords } from './words';

/** Why a sign-up stopped, in the words of a sign-up where they differ; with the time where there is one to wait. */
export function ProblemNotice({ problem }: { problem: Problem }): ReactElement | null {
  const [over, setOver] = useState<Problem | null>(null);
  if (over === problem) return null;
  const { reason, retryAfterSeconds } = problem;
  return (
    <div role="alert" className="mb-6">
      <Notice kind={reason === 'cancelled' ? 'info' : 'danger'}>
        {reason === 'too_many_attempts' && retryAfterSeconds ? (
          <Lock seconds={retryAfterSeconds} onEnd={() => setOver(problem)} />
        ) : (
          textOf(reason)
        )}
      </Notice>
    </div>
  );
}

function textOf(reason: Problem['reason']): string {
  switch (reason) {
    case 'cancelled':
      return signUpWords.cancelled;
    case 'offline':
    case 'not_recognised':
    case 'already_registered':
      return problemWords[reason];
    default:
      return errorWords[reason];
  }
}
