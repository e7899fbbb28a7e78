import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { Notice } from '@/components/ui/notice';

/** For pages that take a face or a voice: says what is missing where no scripts run. */
export async function NeedsScript(): Promise<ReactElement> {
  const t = await getTranslations('broken.noScript');
  return (
    <noscript>
      <div className="mb-6">
        <Notice kind="danger" title={t('title')}>
          {t('text')}
        </Notice>
      </div>
    </noscript>
  );
}
