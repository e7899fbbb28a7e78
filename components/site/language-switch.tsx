'use client';
import { useRouter } from 'next/navigation';
import type { ReactElement } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { keepChoice } from '@/components/intl/choices';
import { LOCALE_COOKIE, LOCALES, type Locale } from '@/components/intl/locales';
import { useReady } from '@/components/ui/ready';

const names = { 'en-GB': 'English', 'de-DE': 'Deutsch' } satisfies Record<Locale, string>;

/** Each language under its own name, whatever language the page is in. */
export function LanguageSwitch(): ReactElement {
  const current = useLocale();
  const t = useTranslations('site');
  const router = useRouter();
  const isReady = useReady();
  const choose = (locale: Locale): void => {
    keepChoice(LOCALE_COOKIE, locale);
    router.refresh();
  };
  return (
    <fieldset aria-label={t('language')} className="mt-2 flex justify-center gap-2">
      {LOCALES.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          disabled={!isReady}
          aria-pressed={locale === current}
          onClick={() => choose(locale)}
          className="min-h-11 cursor-pointer px-2 aria-pressed:font-medium aria-pressed:text-text"
        >
          {names[locale]}
        </button>
      ))}
    </fieldset>
  );
}
