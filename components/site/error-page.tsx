'use client';
import type { ReactElement } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { ClosedDoorIllustration } from './closed-door-illustration';
import { Column } from './column';
import { errorPageWords } from './words';

/** Something broke: what to do, and the number under which the operator finds it in the log. */
export function ErrorPage({ digest, onRetry }: { digest: string | undefined; onRetry: () => void }): ReactElement {
  return (
    <Column title={errorPageWords.title} lead={errorPageWords.text}>
      <ClosedDoorIllustration />
      <div className="mt-8 flex flex-wrap gap-3">
        <Button onClick={onRetry}>{errorPageWords.tryAgain}</Button>
        {/* Not a Link: after an error the whole page is loaded afresh. */}
        <a href="/" className={buttonClass('secondary')}>
          {errorPageWords.home}
        </a>
      </div>
      {digest && (
        <p className="mt-8 text-muted text-sm">
          {errorPageWords.id} <code>{digest}</code>
        </p>
      )}
    </Column>
  );
}
