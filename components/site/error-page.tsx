'use client';
import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { ClosedDoorIllustration } from './closed-door-illustration';
import { Column } from './column';

/** Something broke: what to do, and the number under which the operator finds it in the log. */
export function ErrorPage({ digest, onRetry }: { digest: string | undefined; onRetry: () => void }): ReactElement {
  const t = useTranslations('errorPage');
  return (
    <Column title={t('title')} lead={t('text')}>
      <ClosedDoorIllustration />
      <div className="mt-8 flex flex-wrap gap-3">
        <Button onClick={onRetry}>{t('tryAgain')}</Button>
        {/* Not a Link: after an error the whole page is loaded afresh. */}
        <a href="/" className={buttonClass('secondary')}>
          {t('home')}
        </a>
      </div>
      {digest && (
        <p className="mt-8 text-muted text-sm">
          {t('id')} <code>{digest}</code>
        </p>
      )}
    </Column>
  );
}
