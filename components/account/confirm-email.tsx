'use client';
import Link from 'next/link';
import { type ReactElement, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { takeSecret } from '@/components/passkeys/link-secret';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { Result } from '@/lib/api/contract';

/** Where the link leads that confirms an address. Only a press uses it up: programs that look at letters open links. */
export function ConfirmEmail({
  confirmEmail,
}: {
  confirmEmail(input: { secret: string }): Promise<Result>;
}): ReactElement {
  const t = useTranslations('waysIn');
  const [secret, setSecret] = useState('');
  const [state, setState] = useState<'idle' | 'waiting' | 'done' | 'over'>('idle');
  useEffect(() => setSecret(takeSecret()), []);

  const press = async (): Promise<void> => {
    setState('waiting');
    const result = await confirmEmail({ secret }).catch(() => undefined);
    setState(result?.ok ? 'done' : result?.code === 'attempt_ended' ? 'over' : 'idle');
  };
  return (
    <>
      <div role="status">
        {state === 'done' && <Notice kind="success">{t('email.confirmed')}</Notice>}
        {state === 'over' && <Notice kind="danger">{t('email.expired')}</Notice>}
      </div>
      {(state === 'idle' || state === 'waiting') && (
        <Button className="w-full" onClick={press} disabled={state === 'waiting'}>
          {t('email.confirm')}
        </Button>
      )}
      <Link href="/account/ways_in" className="link mt-4 inline-flex min-h-11 items-center">
        {t('title')}
      </Link>
    </>
  );
}
