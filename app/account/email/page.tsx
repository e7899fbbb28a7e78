import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactElement } from 'react';
import { ConfirmEmail } from '@/components/account/confirm-email';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { Column } from '@/components/site/column';
import { requireSignedIn } from '@/lib/auth/session';
import { offers } from '@/lib/server/offers';
import { confirmEmail } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('waysIn');
  return { title: t('email.confirmTitle') };
}

export default async function ConfirmEmailPage(): Promise<ReactElement> {
  if (!offers().email) notFound();
  await requireSignedIn('/account/email');
  const t = await getTranslations('waysIn.email');
  return (
    <Column title={t('confirmTitle')} lead={t('confirmText')}>
      <Texts areas={['waysIn']}>
        <ConfirmEmail confirmEmail={confirmEmail} />
      </Texts>
    </Column>
  );
}
