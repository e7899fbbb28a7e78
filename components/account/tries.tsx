import type { ReactElement } from 'react';
import { getFormatter, getTranslations } from '@/components/intl/server';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { FailedTries } from '@/lib/account/tries';
import { browserText } from './past-login';

interface TriesProps {
  tries: FailedTries;
  /** The server action; reads `mine`. */
  action: (form: FormData) => Promise<void>;
}

/** "3 failed tries with your name. Was this you?" A plain form: it works without JavaScript. */
export async function Tries({ tries, action }: TriesProps): Promise<ReactElement> {
  const t = await getTranslations('dashboard.tries');
  const past = await getTranslations('account');
  const format = await getFormatter();
  const { count, first, last, browsers } = tries;
  const range = format.dateTimeRange(first, last, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div role="status">
      <Notice kind="danger" title={t('title', { count })}>
        <p>
          {browsers.length > 0
            ? t('when', { range, browsers: format.list(browsers.map((browser) => browserText(past, browser))) })
            : t('whenUnknown', { range })}
        </p>
        <p className="mt-1">{t('effect')}</p>
        <form action={action} className="mt-3 flex flex-wrap gap-3">
          <Button type="submit" look="secondary" name="mine" value="yes">
            {t('mine')}
          </Button>
          <Button type="submit" look="secondary" name="mine" value="no">
            {t('notMine')}
          </Button>
        </form>
      </Notice>
    </div>
  );
}
