import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';
import { LogOut } from '@/components/account/log-out';
import { getTranslations } from '@/components/intl/server';
import { Column } from '@/components/site/column';
import { buttonClass } from '@/components/ui/button-class';
import { currentUser } from '@/lib/auth/session';
import { logOut } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account.logOut');
  return { title: t('title') };
}

/** Only a press logs out: a picture on another site that points here must not. Who is not logged in is asked nothing. */
export default async function LogOutPage(): Promise<ReactElement> {
  if (!(await currentUser())) redirect('/');
  const t = await getTranslations('account.logOut');
  return (
    <Column title={t('title')} lead={t('lead')}>
      <div className="flex flex-wrap gap-3">
        <LogOut look="button" action={logOut} />
        <Link href="/protected" className={buttonClass('secondary')}>
          {t('stay')}
        </Link>
      </div>
    </Column>
  );
}
