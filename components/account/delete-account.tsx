'use client';
import Link from 'next/link';
import { type ReactElement, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Form } from '@/components/ui/form';
import { NameField } from '@/components/ui/name-field';
import type { Receipt } from '@/lib/account/delete-account';
import type { Result } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';
import { DeletionReceipt } from './deletion-receipt';

interface DeleteAccountProps {
  /** Undefined for who is not signed in. */
  name: string | undefined;
  /** What there is to do first. */
  again: ReactNode;
  action: (input: { name: string }) => Promise<Result<{ receipt: Receipt }>>;
}

/** Asks for the name, then deletes the account and shows the receipt. */
export function DeleteAccount({ name, again, action }: DeleteAccountProps): ReactElement {
  const t = useTranslations('myAccount.delete');
  const errorText = useErrorText();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<ErrorCode | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [sending, setSending] = useState(false);

  const submit = async (): Promise<void> => {
    if (sending) return;
    setSending(true);
    const result = await action({ name: typed }).catch(() => ({ ok: false as const, code: 'unavailable' as const }));
    setSending(false);
    if (result.ok) setReceipt(result.receipt);
    else setProblem(result.code);
  };

  if (receipt) return <DeletionReceipt receipt={receipt} />;
  return (
    <>
      <h1 className="font-semibold text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      {name === undefined ? (
        <>
          <p className="mt-4 leading-7">{t('signedOut')}</p>
          <Link href="/log_in?from=%2Faccount%2Fdelete" className={buttonClass('secondary', 'mt-4')}>
            {t('logIn')}
          </Link>
        </>
      ) : (
        <>
          <p className="mt-4 text-lg leading-8">{t('lead')}</p>
          <p className="mt-3 text-muted leading-7">{t('kept')}</p>
          {again ?? (
            <Form onSubmit={submit} className="mt-6">
              <NameField
                label={t('label')}
                hint={t('hint', { name })}
                error={problem && errorText(problem)}
                value={typed}
                onName={setTyped}
                autoComplete="off"
              />
              <Button type="submit" disabled={sending} className="mt-3 w-full bg-danger! text-surface!">
                {t('submit')}
              </Button>
            </Form>
          )}
        </>
      )}
    </>
  );
}
