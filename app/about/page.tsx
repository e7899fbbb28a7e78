import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { Column } from '@/components/site/column';

const sections = ['likelihood', 'copies', 'figures', 'standards', 'otherWay'] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('about');
  return { title: t('title') };
}

export default async function AboutPage(): Promise<ReactElement> {
  const t = await getTranslations('about');
  return (
    <Column title={t('title')} lead={t('lead')}>
      {sections.map((section) => (
        <section key={section} className="mt-8">
          <h2 className="font-semibold text-xl tracking-tight">{t(`${section}.title`)}</h2>
          <p className="mt-2 leading-7">{t(`${section}.text`)}</p>
        </section>
      ))}
      <section id="kept" className="mt-8">
        <h2 className="font-semibold text-xl tracking-tight">{t('kept.title')}</h2>
        {(['untilDeleted', 'forAWhile', 'unfinished'] as const).map((part) => (
          <p key={part} className="mt-2 leading-7">
            {t(`kept.${part}`)}
          </p>
        ))}
      </section>
      <p className="mt-10">
        <Link href="/" className="link inline-flex min-h-11 items-center">
          {t('back')}
        </Link>
      </p>
    </Column>
  );
}
