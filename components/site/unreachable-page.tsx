'use client';
import { type ReactElement, useEffect } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { ClosedDoorIllustration } from './closed-door-illustration';
import { Column } from './column';
import { mayReload, type PageProblem } from './page-problem';

const reload = (): void => window.location.reload();

/** The page cannot go on because of the connection: it goes on by itself where it can, and never says that it is our fault. */
export function UnreachablePage({ problem }: { problem: Exclude<PageProblem, 'ours'> }): ReactElement {
  const t = useTranslations('broken');
  useEffect(() => {
    if (problem === 'part_missing' && mayReload(window.sessionStorage, Date.now())) return reload();
    window.addEventListener('online', reload);
    return () => window.removeEventListener('online', reload);
  }, [problem]);
  return (
    <Column title={t(`${problem}.title`)} lead={t(`${problem}.text`)}>
      <ClosedDoorIllustration />
      <Button className="mt-8" onClick={reload}>
        {t(`${problem}.again`)}
      </Button>
    </Column>
  );
}
