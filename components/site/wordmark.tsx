import Link from 'next/link';
import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';

/** The mark, an arch with its door ajar, and the name. */
export async function Wordmark(): Promise<ReactElement> {
  const t = await getTranslations('site');
  return (
    <Link
      href="/"
      aria-label={t('home')}
      className="inline-flex min-h-11 items-center gap-2.5 whitespace-nowrap rounded-control font-semibold tracking-tight"
    >
      <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6 text-accent">
        <path d="M4 21V11a8 8 0 0 1 16 0v10z" fill="currentColor" />
        <path d="M12 3.2v17.8l5.5-2.4V8.6A8 8 0 0 0 12 3.2z" className="fill-surface" />
      </svg>
      {t('name')}
    </Link>
  );
}
