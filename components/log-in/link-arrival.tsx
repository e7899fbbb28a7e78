'use client';
import { type ReactElement, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { takeSecret } from '@/components/passkeys/link-secret';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

import type { Accepted, Result } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';
import { enter } from './enter';

interface LinkArrivalProps {
  logInWithLink(input: { secret: string }): Promise<Result<Accepted>>;
}

/** Where a link by e-mail leads. Only a press uses it up: programs that look at letters open links. */
export function LinkArrival({ logInWithLink }: LinkArrivalProps): ReactElement {
  const t = useTranslations('otherWays.link');
  const errorText = useErrorText();
  const [secret, setSecret] = useState('');
  const [problem, setProblem] = useState<ErrorCode | 'waiting'>();
  useEffect(() => setSecret(takeSecret()), []);

  const press = async (): Promise<void> => {
    setProblem('waiting');
    setProblem(await enter(logInWithLink({ secret }), '/account/ways_in'));
  };
  const isOver = problem === 'attempt_ended';
  return (
    <>
      <div role="alert">
        {isOver && <Notice kind="danger">{t('expired')}</Notice>}
        {problem && problem !== 'waiting' && !isOver && <Notice kind="danger">{errorText(problem)}</Notice>}
      </div>
      <Button className="mt-4 w-full" onClick={press} disabled={problem === 'waiting' || isOver}>
        {t('open')}
      </Button>
    </>
  );
}
