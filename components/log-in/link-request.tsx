'use client';
import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { Button } from '@/components/ui/button';
import { Form } from '@/components/ui/form';
import { NameField } from '@/components/ui/name-field';
import { Notice } from '@/components/ui/notice';

import type { OtherLoginActions } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';

/** Asks for a link by e-mail. The answer is the same for every name. */
export function LinkRequest({ sendLogInLink }: Pick<OtherLoginActions, 'sendLogInLink'>): ReactElement {
  const t = useTranslations('otherWays');
  const errorText = useErrorText();
  const [name, setName] = useState('');
  const [state, setState] = useState<'idle' | 'waiting' | 'sent' | { refused: ErrorCode }>('idle');

  const submit = async (): Promise<void> => {
    setState('waiting');
    const result = await sendLogInLink({ name }).catch(() => ({ ok: false as const, code: 'unavailable' as const }));
    setState(result.ok ? 'sent' : { refused: result.code });
  };

  return (
    <Form onSubmit={submit}>
      <div role="status">
        {state === 'sent' && <Notice kind="success">{t('link.sent')}</Notice>}
        {typeof state === 'object' && <Notice kind="danger">{errorText(state.refused)}</Notice>}
      </div>
      <NameField
        className="mt-4"
        label={t('recovery.name')}
        hint={t('recovery.nameHint')}
        value={name}
        onName={setName}
      />
      <Button type="submit" className="mt-6 w-full" disabled={state === 'waiting'}>
        {t('link.submit')}
      </Button>
    </Form>
  );
}
