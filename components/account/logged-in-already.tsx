import Link from 'next/link';
import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { againPath } from '@/components/log-in/return-path';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Notice } from '@/components/ui/notice';

interface LoggedInAlreadyProps {
  name: string;
  /** What the page is for. */
  page: 'log_in' | 'sign_up';
  /** A path of this site, where the person wanted to go. */
  goOn: string;
  /** The server action that ends the session. */
  logOut: () => Promise<void>;
}

/** In the place of a form that makes no sense to somebody who is in: who that is, and the ways on. */
export async function LoggedInAlready({ name, page, goOn, logOut }: LoggedInAlreadyProps): Promise<ReactElement> {
  const t = await getTranslations('header.already');
  return (
    <>
      <Notice kind="info" title={t('title', { name })}>
        {t(page === 'log_in' ? 'text' : 'textSignUp')}
      </Notice>
      <div className="mt-6 flex flex-wrap gap-3">
        {/* A whole new page: nothing from before may come from a cache. */}
        <a href={goOn} className={buttonClass('primary')}>
          {t('goOn')}
        </a>
        <form action={logOut}>
          <Button type="submit" look="secondary">
            {t('logOut')}
          </Button>
        </form>
      </div>
      {page === 'log_in' && (
        <Link href={againPath(goOn)} className="link mt-4 inline-flex min-h-11 items-center">
          {t('again')}
        </Link>
      )}
    </>
  );
}
