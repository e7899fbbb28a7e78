import { createTranslator } from 'use-intl/core';
import { localeOf } from '@/components/intl/locales';
import { catalogue } from '@/components/messages/catalogue';
import type { NoticeWriter } from '@/lib/auth/email/notices';

/** A letter that no request asks for. It tells the time by the clock of nobody in particular: UTC. */
export const noticeLetter: NoticeWriter = (language, { name, count, since, origin }) => {
  const locale = localeOf(language, null);
  const t = createTranslator({ locale, messages: catalogue[locale], namespace: 'letters.tries', timeZone: 'UTC' });
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' }).format(since);
  return { subject: t('subject'), text: t('text', { name, count, since: at, link: `${origin}/protected` }) };
};
