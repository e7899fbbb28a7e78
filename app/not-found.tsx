import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { ClosedDoorIllustration } from '@/components/site/closed-door-illustration';
import { Column } from '@/components/site/column';
import { notFoundWords } from '@/components/site/words';
import { buttonClass } from '@/components/ui/button';

export const metadata: Metadata = { title: notFoundWords.title };

export default function NotFound(): ReactElement {
  return (
    <Column title={notFoundWords.title} lead={notFoundWords.text}>
      <ClosedDoorIllustration />
      <Link href="/" className={buttonClass('primary', 'mt-8')}>
        {notFoundWords.home}
      </Link>
    </Column>
  );
}
