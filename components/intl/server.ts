import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { createFormatter, createTranslator, type NamespaceKeys, type NestedKeyOf } from 'use-intl/core';
import type { Messages } from '@/components/messages/catalogue';
import { compiled } from './compiled';
import { LOCALE_COOKIE, type Locale, localeOf, TIME_ZONE_COOKIE, timeZoneOf } from './locales';

/** In which language, and by which clock, this request is answered. */
export const requestIntl = cache(async (): Promise<{ locale: Locale; timeZone: string; messages: Messages }> => {
  const [jar, asked] = await Promise.all([cookies(), headers()]);
  const locale = localeOf(jar.get(LOCALE_COOKIE)?.value, asked.get('accept-language'));
  return { locale, timeZone: timeZoneOf(jar.get(TIME_ZONE_COOKIE)?.value), messages: compiled[locale] };
});

/** The texts of one area, for components that run on the server. */
export async function getTranslations<const Area extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(
  namespace: Area,
): Promise<ReturnType<typeof createTranslator<Messages, Area>>> {
  return createTranslator({ ...(await requestIntl()), namespace });
}

/** Dates, times and numbers as the person writes them, by their own clock. */
export async function getFormatter(): Promise<ReturnType<typeof createFormatter>> {
  const { locale, timeZone } = await requestIntl();
  return createFormatter({ locale, timeZone });
}
