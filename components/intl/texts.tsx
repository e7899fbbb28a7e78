import type { ReactElement, ReactNode } from 'react';
import type { Messages } from '@/components/messages/catalogue';
import { IntlProvider } from './provider';
import { requestIntl } from './server';

interface TextsProps {
  /** What the components below use that run in browsers; all else stays on the server. */
  areas: readonly (keyof Messages)[];
  children: ReactNode;
}

/** Sends texts to browsers, and how to write times and numbers. Inside another one, it is instead of that one's texts. */
export async function Texts({ areas, children }: TextsProps): Promise<ReactElement> {
  const { locale, timeZone, messages } = await requestIntl();
  const sent = Object.fromEntries(areas.map((area) => [area, messages[area]]));
  return (
    <IntlProvider locale={locale} timeZone={timeZone} messages={sent}>
      {children}
    </IntlProvider>
  );
}
