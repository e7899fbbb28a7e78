import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { LinkArrival } from '@/components/log-in/link-arrival';
import { Column } from '@/components/site/column';
import { offers } from '@/lib/server/offers';
import { logInWithLink } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('otherWays');
  return { title: t('link.openTitle') };
}

export default async function LinkPage(): Promise<ReactElement> {
  const t = await getTranslations('otherWays.link');
  if (!offers().email) notFound();
  return (
    <Column title={t('openTitle')} lead={t('openLead')}>
      <Texts areas={['errors', 'otherWays']}>
        <LinkArrival logInWithLink={logInWithLink} />
      </Texts>
    </Column>
  );
}
