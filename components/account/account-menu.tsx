'use client';
import dynamic from 'next/dynamic';
import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl/react';
import type { AccountMenuProps } from './account-dropdown';

// Only who is logged in needs it: the pages of everybody else stay small.
const Dropdown = dynamic(() => import('./account-dropdown'));

/** Who is logged in, and where they can go; without scripts two links. */
export function AccountMenu(props: AccountMenuProps): ReactElement {
  const t = useTranslations('header');
  return (
    <>
      <Dropdown {...props} />
      <noscript>
        <a href="/protected" className="link mx-2">
          {t('page')}
        </a>
        <a href="/logout" className="link mx-2">
          {t('logOut')}
        </a>
      </noscript>
    </>
  );
}
