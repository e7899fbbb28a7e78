import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { QUESTIONS } from '@/components/help/questions';
import { getTranslations } from '@/components/intl/server';
import { Column } from '@/components/site/column';
import { operatorContact } from '@/lib/server/operator-contact';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('help');
  return { title: t('title') };
}

export default async function HelpPage(): Promise<ReactElement> {
  const t = await getTranslations('help');
  const contact = operatorContact();
  return (
    <Column title={t('title')} lead={t('lead')}>
      <nav aria-label={t('contents')} className="rounded-frame border border-line bg-raised px-5 py-3">
        <ul>
          {QUESTIONS.map((question) => (
            <li key={question}>
              <a href={`#${question}`} className="link inline-flex min-h-11 items-center">
                {t(`questions.${question}.title`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {QUESTIONS.map((question) => (
        <section
          key={question}
          id={question}
          aria-labelledby={`${question}-title`}
          className="-mx-4 mt-4 scroll-mt-4 rounded-frame px-4 py-4 target:bg-accent-soft"
        >
          <h2 id={`${question}-title`} className="font-semibold text-xl tracking-tight">
            {t(`questions.${question}.title`)}
          </h2>
          <p className="mt-2 leading-7">{t(`questions.${question}.text`)}</p>
        </section>
      ))}
      <p className="mt-8 flex flex-wrap gap-x-6">
        {contact !== undefined && (
          <a href={contact} className="link inline-flex min-h-11 items-center">
            {t('contact')}
          </a>
        )}
        <Link href="/" className="link inline-flex min-h-11 items-center">
          {t('back')}
        </Link>
      </p>
    </Column>
  );
}
