'use client';
import { type FormEvent, type ReactElement, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
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

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setProblem('waiting');
    const refused = await enter(logInWithCode({ name, code }), '/account/ways_in');
    if (!refused) return;
    setProblem(refused);
    codeField.current?.focus();
  };

  const text = { autoCapitalize: 'none', spellCheck: false, maxLength: 64, required: true };
  return (
    <Form onSubmit={submit}>
      <div role="alert">{problem && problem !== 'waiting' && <Notice kind="danger">{errorText(problem)}</Notice>}</div>
      <Field
        className="mt-4"
        label={t('name')}
        hint={t('nameHint')}
        name="name"
        autoComplete="username"
        value={name}
        onChange={(event) => setName(event.target.value)}
        {...text}
      />
      <Field
        className="mt-4"
        ref={codeField}
        label={t('code')}
        hint={t('codeHint')}
        name="code"
        autoComplete="off"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        {...text}
        autoCapitalize="characters"
      />
      <Button type="submit" className="mt-6 w-full" disabled={problem === 'waiting'}>
        {t('submit')}
      </Button>
    </Form>
  );
}
