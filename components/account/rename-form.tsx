'use client';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import type { Result } from '@/lib/api/contract';
import { nameProblem } from '@/lib/api/name-rules';
import type { ErrorCode } from '@/lib/errors';

interface RenameFormProps {
  name: string;
  action: (input: { name: string }) => Promise<Result<{ name: string }>>;
}

/** Another name for the person, by the rules of a sign-up. */
export function RenameForm({ name, action }: RenameFormProps): ReactElement {
  const t = useTranslations('myAccount.name');
  const errorText = useErrorText();
  const [typed, setTyped] = useState(name);
  const [problem, setProblem] = useState<ErrorCode | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [sending, setSending] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (sending) return;
    setDone(null);
    const wanted = typed.trim();
    if (nameProblem(wanted)) return setProblem('invalid_name');
    setSending(true);
    const result = await action({ name: wanted }).catch(() => ({ ok: false as const, code: 'unavailable' as const }));
    setSending(false);
    setProblem(result.ok ? null : result.code);
    if (result.ok) setDone(result.name);
  };

  return (
    <form onSubmit={submit} noValidate className="mt-3">
      <Field
        label={t('label')}
        hint={t('hint')}
        error={problem && errorText(problem)}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        required
      />
      <Button type="submit" look="secondary" disabled={sending || typed.trim() === name} className="mt-1">
        {t('submit')}
      </Button>
      <p role="status" className="mt-2 text-sm leading-6 empty:hidden">
        {done !== null && t('done', { name: done })}
      </p>
    </form>
  );
}
