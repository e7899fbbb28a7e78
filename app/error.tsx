'use client';
import { type ReactElement, useEffect } from 'react';
import { ErrorPage } from '@/components/site/error-page';
import { tellIfOutdated } from '@/components/site/update';

interface ErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function PageError({ error, reset }: ErrorProps): ReactElement {
  useEffect(() => void tellIfOutdated(error), [error]);
  return <ErrorPage digest={error.digest} onRetry={reset} />;
}
