import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { ReactElement } from 'react';
import { sendLogInLink } from '@/app/log_in/actions';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { LinkRequest } from '@/components/log-in/link-request';
import { Column } from '@/components/site/column';
import { offers } from '@/lib/server/offers';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('otherWays');
  return { title: t('link.title') };
}

export default async function EmailPage(): Promise<ReactElement> {
  const t = await getTranslations('otherWays');
  if (!offers().email) notFound();
  return (
    <Column title={t('link.title')} lead={t('link.lead')}>
      <Texts areas={['errors', 'otherWays']}>
        <LinkRequest sendLogInLink={sendLogInLink} />
      </Texts>
      <Link href="/log_in" className="link mt-4 inline-flex min-h-11 items-center">
        {t('back')}
      </Link>
    </Column>
  );
}
