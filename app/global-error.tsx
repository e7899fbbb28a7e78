'use client';
import { type ReactElement, useSyncExternalStore } from 'react';
import { keptChoice } from '@/components/intl/choices';
import { DIRECTIONS, LOCALE_COOKIE, LOCALES, type Locale, localeOf } from '@/components/intl/locales';
import { IntlProvider } from '@/components/intl/provider';
import german from '@/components/messages/de/errorPage.json' with { type: 'json' };
import english from '@/components/messages/en/errorPage.json' with { type: 'json' };
import { ErrorPage } from '@/components/site/error-page';
import './globals.css';

interface ErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

const texts = { 'en-GB': english, 'de-DE': german } satisfies Record<Locale, typeof english>;

const subscribe = () => () => undefined;
const locale = (): Locale => localeOf(keptChoice(LOCALE_COOKIE), navigator.languages.join(','));

/** The last resort: the layout itself broke, so this page brings its own, texts included. */
export default function GlobalError({ error, reset }: ErrorProps): ReactElement {
  const spoken = useSyncExternalStore(subscribe, locale, () => LOCALES[0]);
  return (
    <html lang={spoken} dir={DIRECTIONS[spoken]}>
      <body className="min-h-dvh font-sans antialiased">
        <main>
          <IntlProvider locale={spoken} messages={{ errorPage: texts[spoken] }}>
            <ErrorPage digest={error.digest} onRetry={reset} />
          </IntlProvider>
        </main>
      </body>
    </html>
  );
}
