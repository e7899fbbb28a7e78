'use client';
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { useFormFocus } from '@/components/ui/use-form-focus';
import { type NameProblem, nameProblem } from '@/lib/api/name-rules';

interface RenameStepProps {
  problem: ReactNode;
  onSubmit: (name: string) => void;
}

/** Another name for samples that are kept. */
export function RenameStep({ problem, onSubmit }: RenameStepProps): ReactElement {
  const t = useTranslations('signUp');
  const nameText = useTranslations('names');
  const { form, showErrors } = useFormFocus();
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<NameProblem | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const problem = nameProblem(name);
    setWrong(problem);
    if (problem) showErrors();
    else onSubmit(name.trim());
  };
  return (
    <form ref={form} method="post" onSubmit={submit} noValidate>
      {problem}
      <p className="mb-6 leading-7">{t('rename.text')}</p>
      <Field
        label={t('name.label')}
        hint={t('name.hint')}
        error={wrong && nameText(wrong)}
        name="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        required
      />
      <Button type="submit" className="mt-6 w-full">
        {t('rename.submit')}
      </Button>
    </form>
  );
}
