import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { Column } from '@/components/site/column';
import { aboutWords } from '@/components/site/words';

export const metadata: Metadata = { title: aboutWords.title };

export default function AboutPage(): ReactElement {
  return (
    <Column title={aboutWords.title} lead={aboutWords.lead}>
      {aboutWords.sections.map(({ title, texts }) => (
        <section key={title} className="mt-8">
          <h2 className="font-semibold text-xl tracking-tight">{title}</h2>
          {texts.map((text) => (
            <p key={text} className="mt-2 leading-7">
              {text}
            </p>
          ))}
        </section>
      ))}
      <p className="mt-10">
        <Link href="/" className="link inline-flex min-h-11 items-center">
          {aboutWords.back}
        </Link>
      </p>
    </Column>
  );
}
