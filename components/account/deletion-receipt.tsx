'use client';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { useFormatter, useTranslations } from 'use-intl/react';
import { buttonClass } from '@/components/ui/button-class';
import type { Receipt } from '@/lib/account/delete-account';

const kinds = ['templates', 'comparisons', 'prints', 'fingerprints', 'sessions'] as const;

/** What was deleted, on the screen and as a file that is made in the browser. */
export function DeletionReceipt({ receipt }: { receipt: Receipt }): ReactElement {
  const t = useTranslations('myAccount.receipt');
  const format = useFormatter();
  const { at, keptUntil, pseudonym, removed } = receipt;
  const lead = t('lead', { at: format.dateTime(at, { dateStyle: 'long', timeStyle: 'medium' }) });
  const kept = t('kept', { pseudonym, until: format.dateTime(keptUntil, { dateStyle: 'long' }) });
  const rows = kinds.map((kind) => [t(kind), format.number(removed[kind])] as const);
  const text = [t('title'), lead, '', t('removed'), ...rows.map(([what, count]) => `${what}: ${count}`), '', kept, ''];
  return (
    <div role="status">
      <h1 className="font-semibold text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-4 text-lg leading-8">{lead}</p>
      <h2 className="mt-6 font-medium">{t('removed')}</h2>
      <dl className="mt-2 divide-y divide-line">
        {rows.map(([what, count]) => (
          <div key={what} className="flex justify-between gap-4 py-2 leading-6">
            <dt>{what}</dt>
            <dd className="tabular-nums">{count}</dd>
          </div>
        ))}
      </dl>
      <p className="wrap-anywhere mt-4 text-muted text-sm leading-6">{kept}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text.join('\n'))}`}
          download="open-sesame-receipt.txt"
          className={buttonClass('primary')}
        >
          {t('download')}
        </a>
        <Link href="/" className={buttonClass('secondary')}>
          {t('home')}
        </Link>
      </div>
    </div>
  );
}
