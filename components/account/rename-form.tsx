'use client';
import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { Button } from '@/components/ui/button';
import { Form } from '@/components/ui/form';
import { NameField } from '@/components/ui/name-field';
import type { Result } from '@/lib/api/contract';
import { nameProblem } from '@/lib/api/name-rules';

interface RenameFormProps {
  name: string;
  action: (input: { name: string }) => Promise<Result<{ name: string }>>;
}

/** Another name for the person, by the rules of a sign-up. */
export function RenameForm({ name, action }: RenameFormProps): ReactElement {
  const t = useTranslations('myAccount.name');
  const nameText = useTranslations('names');
  const errorText = useErrorText();
  const [typed, setTyped] = useState(name);
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [sending, setSending] = useState(false);

  const submit = async (): Promise<void> => {
    if (sending) return;
    setDone(null);
    const wanted = typed.trim();
    const wrong = nameProblem(wanted);
    setProblem(wrong && nameText(wrong));
    if (wrong) return;
    setSending(true);
    const result = await action({ name: wanted }).catch(() => ({ ok: false as const, code: 'unavailable' as const }));
    setSending(false);
    if (result.ok) setDone(result.name);
    else setProblem(errorText(result.code));
  };

  return (
    <Form onSubmit={submit} className="mt-3">
      <NameField label={t('label')} hint={t('hint')} error={problem} value={typed} onName={setTyped} />
      <Button type="submit" look="secondary" disabled={sending || typed.trim() === name} className="mt-1">
        {t('submit')}
      </Button>
      <p role="status" className="mt-2 text-sm leading-6 empty:hidden">
        {done !== null && t('done', { name: done })}
      </p>
    </Form>
  );
}
