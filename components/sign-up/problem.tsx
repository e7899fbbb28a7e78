import type { ReactElement } from 'react';
import { Notice } from '@/components/ui/notice';
import { errorWords } from '@/components/words';
import type { ErrorCode } from '@/lib/errors';
import { problemWords, signUpWords } from './words';

/** Why a sign-up stopped, in the words of a sign-up where they differ. */
export function Problem({ problem }: { problem: ErrorCode | 'cancelled' | 'offline' | null }): ReactElement | null {
  if (problem === null) return null;
  return (
    <div role="alert" className="mb-6">
      <Notice kind={problem === 'cancelled' ? 'info' : 'danger'}>{textOf(problem)}</Notice>
    </div>
  );
}

function textOf(problem: ErrorCode | 'cancelled' | 'offline'): string {
  switch (problem) {
    case 'cancelled':
      return signUpWords.cancelled;
    case 'offline':
    case 'not_recognised':
    case 'already_registered':
      return problemWords[problem];
    default:
      return errorWords[problem];
  }
}
