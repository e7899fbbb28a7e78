'use client';
import { type ReactElement, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { NameField } from '@/components/ui/name-field';
import { Notice } from '@/components/ui/notice';

import type { OtherLoginActions } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';
import { enter } from './enter';

/** The way in by a name and a recovery code. */
export function RecoveryForm({ logInWithCode }: Pick<OtherLoginActions, 'logInWithCode'>): ReactElement {
  const t = useTranslations('otherWays.recovery');
  const errorText = useErrorText();
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<ErrorCode | 'waiting'>();
  const codeField = useRef<HTMLInputElement>(null);

  const submit = async (): Promise<void> => {
    setProblem('waiting');
    const refused = await enter(logInWithCode({ name, code }), '/account/ways_in');
    if (!refused) return;
    setProblem(refused);
    codeField.current?.focus();
  };

  return (
    <Form onSubmit={submit}>
      <div role="alert">{problem && problem !== 'waiting' && <Notice kind="danger">{errorText(problem)}</Notice>}</div>
      <NameField className="mt-4" label={t('name')} hint={t('nameHint')} value={name} onName={setName} />
      <Field
        className="mt-4"
        ref={codeField}
        label={t('code')}
        hint={t('codeHint')}
        name="code"
        autoComplete="off"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={64}
        required
      />
      <Button type="submit" className="mt-6 w-full" disabled={problem === 'waiting'}>
        {t('submit')}
      </Button>
    </Form>
  );
}
