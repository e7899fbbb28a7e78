import type { ReactElement } from 'react';
import { ThemeSwitch } from './theme-switch';
import { Wordmark } from './wordmark';
import { siteWords } from './words';

export function Header(): ReactElement {
  return (
    <header className="mx-auto flex w-full max-w-4xl items-center justify-between px-5 py-4 sm:px-8">
      <a
        href="#content"
        className="sr-only rounded-control bg-raised px-4 py-3 focus:not-sr-only focus:absolute focus:z-20"
      >
        {siteWords.skip}
      </a>
      <Wordmark />
      <ThemeSwitch />
    </header>
  );
}
