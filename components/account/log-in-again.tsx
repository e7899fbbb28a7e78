import Link from 'next/link';
import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { againPath } from '@/components/log-in/return-path';
import { buttonClass } from '@/components/ui/button-class';

/** For what only somebody may do who logged in just now: the way there, and back. */
export async function LogInAgain({ path }: { path: string }): Promise<ReactElement> {
  const t = await getTranslations('myAccount');
  return (
    <div className="mt-3">
      <p className="text-muted text-sm leading-6">{t('whyAgain')}</p>
      <Link href={againPath(path)} className={buttonClass('secondary', 'mt-3')}>
        {t('logInAgain')}
      </Link>
    </div>
  );
}
