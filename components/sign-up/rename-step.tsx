'use client';
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { NAME_PATTERN } from '@/lib/api/name-pattern';

interface RenameStepProps {
  problem: ReactNode;
  onSubmit: (name: string) => void;
}

/** Another name for samples that are kept. */
export function RenameStep({ problem, onSubmit }: RenameStepProps): ReactElement {
  const t = useTranslations('signUp');
  const errorText = useErrorText();
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const fits = NAME_PATTERN.test(name.trim());
    setWrong(!fits);
    if (fits) onSubmit(name.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      {problem}
      <p className="mb-6 leading-7">{t('rename.text')}</p>
      <Field
        label={t('name.label')}
        hint={t('name.hint')}
        error={wrong ? errorText('invalid_name') : null}
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
