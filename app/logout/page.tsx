import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { LogOut } from '@/components/account/log-out';
import { logOutWords } from '@/components/account/words';
import { Column } from '@/components/site/column';
import { buttonClass } from '@/components/ui/button';
import { logOut } from './actions';

export const metadata: Metadata = { title: logOutWords.title };

/** Only a press logs out: a picture on another site that points here must not. */
export default function LogOutPage(): ReactElement {
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
