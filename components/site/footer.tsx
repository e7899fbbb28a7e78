import Link from 'next/link';
import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { LanguageSwitch } from './language-switch';

export async function Footer(): Promise<ReactElement> {
  const t = await getTranslations('site');
  const help = await getTranslations('help');
  return (
    <footer className="mx-auto w-full max-w-column px-5 pt-16 pb-8 text-center text-muted text-sm leading-6">
      <p>{t('footer')}</p>
      <p className="flex flex-wrap justify-center gap-x-6">
        <Link href="/help" className="inline-flex min-h-11 items-center underline underline-offset-4 hover:text-text">
          {help('link')}
        </Link>
        <Link href="/about" className="inline-flex min-h-11 items-center underline underline-offset-4 hover:text-text">
          {t('about')}
        </Link>
      </p>
      <LanguageSwitch />
    </footer>
  );
}
