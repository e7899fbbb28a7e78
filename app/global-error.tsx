'use client';
import type { ReactElement } from 'react';
import { ErrorPage } from '@/components/site/error-page';
import './globals.css';

interface ErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** The last resort: the layout itself broke, so this page brings its own. */
export default function GlobalError({ error, reset }: ErrorProps): ReactElement {
  return (
    <html lang="en-GB">
      <body className="min-h-dvh font-sans antialiased">
        <main>
          <ErrorPage digest={error.digest} onRetry={reset} />
        </main>
      </body>
    </html>
  );
}
