import { getTranslations } from '@/components/intl/server';

/** A letter with a link, in the language of the request. */
export async function writerOf(
  purpose: 'confirm' | 'logIn',
): Promise<(link: string) => { subject: string; text: string }> {
  const t = await getTranslations('letters');
  return (link) => ({ subject: t(`${purpose}.subject`), text: t(`${purpose}.text`, { link }) });
}
