import Link from 'next/link';
import type { ReactElement } from 'react';
import { getFormatter, getTranslations } from '@/components/intl/server';
import { CONSENT_SINCE } from '@/lib/api/consent';

interface ConsentProps {
  user: { consentedAt: Date; consentVersion: number; withdrawnAt: Date | null };
}

/** What a person agreed to and when, and the way back. */
export async function Consent({ user }: ConsentProps): Promise<ReactElement> {
  const t = await getTranslations('myAccount.consent');
  const format = await getFormatter();
  const date = (at: Date): string => format.dateTime(at, { dateStyle: 'long' });
  const { consentedAt, consentVersion: version, withdrawnAt } = user;
  if (withdrawnAt) return <p className="mt-2 leading-7">{t('withdrawn', { date: date(withdrawnAt) })}</p>;
  const since = CONSENT_SINCE[version];
  return (
    <div className="mt-5 border-line border-t pt-4">
      <h3 className="font-medium">{t('title')}</h3>
      <p className="mt-1 text-muted text-sm leading-6">
        {t('given', { date: date(consentedAt), version, since: since ? date(new Date(since)) : '–' })}
      </p>
      <Link href="/account/withdraw" className="link inline-flex min-h-11 items-center text-sm">
        {t('withdraw')}
      </Link>
    </div>
  );
}
