import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { ThemeSwitch } from './theme-switch';
import { Wordmark } from './wordmark';

export async function Header(): Promise<ReactElement> {
  const t = await getTranslations('site');
  return (
    <header className="mx-auto flex w-full max-w-4xl items-center justify-between px-5 py-4 sm:px-8">
      <a
        href="#content"
        className="sr-only rounded-control bg-raised px-4 py-3 focus:not-sr-only focus:absolute focus:z-20"
      >
        {t('skip')}
      </a>
      <Wordmark />
      <ThemeSwitch />
    </header>
  );
}
