import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactElement, ReactNode } from 'react';
import { DIRECTIONS } from '@/components/intl/locales';
import { getTranslations, requestIntl } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { TimeZone } from '@/components/intl/time-zone';
import { Footer } from '@/components/site/footer';
import { Header } from '@/components/site/header';
import { OfflineNotice } from '@/components/site/offline-notice';
import { UpdateNotice } from '@/components/site/update-notice';
import { NONCE_HEADER } from '@/lib/server/security-headers';
import { logOut } from './logout/actions';
import { signedInName } from './signed-in-name';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('site');
  return { title: { default: t('name'), template: `%s · ${t('name')}` }, description: t('description') };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf8' },
    { media: '(prefers-color-scheme: dark)', color: '#111413' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }): Promise<ReactElement> {
  // Every page is made for its request: a page made beforehand could not carry a nonce.
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  const { locale } = await requestIntl();
  return (
    // The theme is set on this element before React sees it.
    <html lang={locale} dir={DIRECTIONS[locale]} className={GeistSans.variable} suppressHydrationWarning>
      <head>
        {/* Not async: it must run before the first paint, or the theme would flash. */}
        <script src="/theme.js" nonce={nonce} suppressHydrationWarning />
      </head>
      <body className="flex min-h-dvh flex-col font-sans antialiased">
        <Texts areas={['site', 'header', 'broken', 'errorPage']}>
          <Header name={await signedInName()} logOut={logOut} />
          <main id="content" tabIndex={-1} className="grow outline-none">
            {children}
          </main>
          <Footer />
          <OfflineNotice />
          <UpdateNotice />
          <TimeZone />
        </Texts>
      </body>
    </html>
  );
}
