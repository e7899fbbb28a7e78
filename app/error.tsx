'use client';
import type { ReactElement } from 'react';
import { ErrorPage } from '@/components/site/error-page';

interface ErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function PageError({ error, reset }: ErrorProps): ReactElement {
  return <ErrorPage digest={error.digest} onRetry={reset} />;
}
