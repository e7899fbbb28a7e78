import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';
import { LogOut } from '@/components/account/log-out';
import { logOutWords } from '@/components/account/words';
import { Column } from '@/components/site/column';
import { buttonClass } from '@/components/ui/button';
import { currentUser } from '@/lib/auth/session';
import { logOut } from './actions';

export const metadata: Metadata = { title: logOutWords.title };

/** Only a press logs out: a picture on another site that points here must not. Who is not logged in is asked nothing. */
export default async function LogOutPage(): Promise<ReactElement> {
  if (!(await currentUser())) redirect('/');
  return (
    <Column title={logOutWords.title} lead={logOutWords.lead}>
      <div className="flex flex-wrap gap-3">
        <LogOut look="button" action={logOut} />
        <Link href="/protected" className={buttonClass('secondary')}>
          {logOutWords.stay}
        </Link>
      </div>
    </Column>
  );
}
