import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { ClosedDoorIllustration } from '@/components/site/closed-door-illustration';
import { Column } from '@/components/site/column';
import { buttonClass } from '@/components/ui/button-class';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notFound');
  return { title: t('title') };
}

export default async function NotFound(): Promise<ReactElement> {
  const t = await getTranslations('notFound');
  return (
    <Column title={t('title')} lead={t('text')}>
      <ClosedDoorIllustration />
      <Link href="/" className={buttonClass('primary', 'mt-8')}>
        {t('home')}
      </Link>
    </Column>
  );
}
