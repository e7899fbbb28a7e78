import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { ClosedDoorIllustration } from '@/components/site/closed-door-illustration';
import { Column } from '@/components/site/column';
import { buttonClass } from '@/components/ui/button-class';
import { currentUser } from '@/lib/auth/session';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('header.loggedOut');
  return { title: t('title') };
}

/** Where a log-out leads. Whoever is logged in is never told that they are not. */
export default async function LoggedOutPage(): Promise<ReactElement> {
  if (await currentUser()) redirect('/');
  const t = await getTranslations('header.loggedOut');
  return (
    <Column title={t('title')} lead={t('text')}>
      <ClosedDoorIllustration />
      <div className="mt-8 flex flex-wrap gap-3">
        <Link href="/log_in" className={buttonClass('primary')}>
          {t('logIn')}
        </Link>
        <Link href="/" className={buttonClass('secondary')}>
          {t('home')}
        </Link>
      </div>
    </Column>
  );
}
