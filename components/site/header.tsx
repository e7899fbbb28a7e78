import type { ReactElement } from 'react';
import type { AccountMenuProps } from '@/components/account/account-dropdown';
import { AccountMenu } from '@/components/account/account-menu';
import { getTranslations } from '@/components/intl/server';
import { ThemeSwitch } from './theme-switch';
import { Wordmark } from './wordmark';

interface HeaderProps {
  /** Of who is logged in. */
  name: string | undefined;
  logOut: AccountMenuProps['logOut'];
}

export async function Header({ name, logOut }: HeaderProps): Promise<ReactElement> {
  const t = await getTranslations('site');
  return (
    <header className="mx-auto flex w-full max-w-5xl items-center justify-between gap-3 px-5 py-4 sm:px-8">
      <a
        href="#content"
        className="sr-only rounded-control bg-raised px-4 py-3 focus:not-sr-only focus:absolute focus:z-20"
      >
        {t('skip')}
      </a>
      <Wordmark />
      <div className="flex min-w-0 items-center gap-1">
        {name !== undefined && <AccountMenu name={name} logOut={logOut} />}
        <ThemeSwitch />
      </div>
    </header>
  );
}
