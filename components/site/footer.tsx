import Link from 'next/link';
import type { ReactElement } from 'react';
import { siteWords } from './words';

export function Footer(): ReactElement {
  return (
    <footer className="mx-auto w-full max-w-column px-5 pt-16 pb-8 text-center text-muted text-sm leading-6">
      <p>{siteWords.footer}</p>
      <Link href="/about" className="inline-flex min-h-11 items-center underline underline-offset-4 hover:text-text">
        {siteWords.about}
      </Link>
    </footer>
  );
}
