import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Lock } from '@/components/capture/lock';
import { useErrorText } from '@/components/intl/error-text';
import { Notice } from '@/components/ui/notice';
import type { Problem } from './state';

/** Why a sign-up stopped, in the words of a sign-up where they differ; with the time where there is one to wait. */
export function ProblemNotice({ problem }: { problem: Problem }): ReactElement | null {
  const textOf = useProblemText();
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

function useProblemText(): (reason: Problem['reason']) => string {
  const t = useTranslations('signUp.problems');
  const errorText = useErrorText();
  return (reason) => {
    switch (reason) {
      case 'cancelled':
      case 'offline':
      case 'not_recognised':
      case 'already_registered':
        return t(reason);
      default:
        return errorText(reason);
    }
  };
}
