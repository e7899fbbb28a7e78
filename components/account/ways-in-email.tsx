import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import type { Result, WaysInActions } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';

interface WaysInEmailProps {
  /** Null for none. */
  email: string | null;
  actions: Pick<WaysInActions, 'addEmail' | 'removeEmail'>;
  report: (refused: ErrorCode | undefined) => void;
}

/** The address that links may go to. */
export function WaysInEmail({ email, actions, report }: WaysInEmailProps): ReactElement {
  const t = useTranslations('waysIn.email');
  const [address, setAddress] = useState('');
  const [sentTo, setSentTo] = useState('');

  const change = async (done: Promise<Result>, sent = ''): Promise<void> => {
    const result = await done.catch((): Result => ({ ok: false, code: 'unavailable' }));
    setSentTo(result.ok ? sent : '');
    report(result.ok ? undefined : result.code);
  };
  const add = (): void => {
    void change(actions.addEmail({ address: address.trim() }), address.trim());
  };

  return (
    <section id="email" aria-labelledby="email-title" className="mt-10">
      <h2 id="email-title" className="font-semibold text-xl tracking-tight">
        {t('title')}
      </h2>
      <p className="mt-2 text-muted leading-7">{t('text')}</p>
      {email !== null && (
        <p className="wrap-anywhere mt-4">
          {t('is', { address: email })}{' '}
          <Button look="quiet" onClick={() => void change(actions.removeEmail({}))}>
            {t('remove')}
          </Button>
        </p>
      )}
      <Form onSubmit={add}>
        <Field
          className="mt-4"
          label={t('address')}
          hint={t('hint')}
          type="email"
          name="email"
          autoComplete="email"
          maxLength={254}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
          required
        />
        <Button type="submit" look="secondary" className="mt-4 w-full">
          {t('add')}
        </Button>
      </Form>
      <p role="status" className="mt-2 min-h-6 text-muted text-sm leading-6">
        {sentTo !== '' && t('sent', { address: sentTo })}
      </p>
    </section>
  );
}
