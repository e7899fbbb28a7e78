import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { logInWithCode } from '@/app/log_in/actions';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { RecoveryForm } from '@/components/log-in/recovery-form';
import { Column } from '@/components/site/column';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('otherWays');
  return { title: t('recovery.title') };
}

export default async function RecoveryPage(): Promise<ReactElement> {
  const t = await getTranslations('otherWays');
  return (
    <Column title={t('recovery.title')} lead={t('recovery.lead')}>
      <Texts areas={['errors', 'otherWays']}>
        <RecoveryForm logInWithCode={logInWithCode} />
      </Texts>
      <Link href="/log_in" className="link mt-4 inline-flex min-h-11 items-center">
        {t('back')}
      </Link>
    </Column>
  );
}
