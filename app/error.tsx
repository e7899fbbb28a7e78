'use client';
import { type ReactElement, useEffect, useState } from 'react';
import { ErrorPage } from '@/components/site/error-page';
import { pageProblem } from '@/components/site/page-problem';
import { UnreachablePage } from '@/components/site/unreachable-page';
import { tellIfOutdated } from '@/components/site/update';

interface ErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function PageError({ error, reset }: ErrorProps): ReactElement {
  useEffect(() => void tellIfOutdated(error), [error]);
  const [problem] = useState(() => pageProblem(error, typeof window === 'undefined' || navigator.onLine));
  if (problem !== 'ours') return <UnreachablePage problem={problem} />;
  return <ErrorPage digest={error.digest} onRetry={reset} />;
}
