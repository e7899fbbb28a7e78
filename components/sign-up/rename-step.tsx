'use client';
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { useFormFocus } from '@/components/ui/use-form-focus';
import { type NameProblem, nameProblem } from '@/lib/api/name-rules';
import { nameWords, renameWords } from './words';

interface RenameStepProps {
  problem: ReactNode;
  onSubmit: (name: string) => void;
}

/** Another name for samples that are kept. */
export function RenameStep({ problem, onSubmit }: RenameStepProps): ReactElement {
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<NameProblem | null>(null);
  const t = useTranslations('names');
  const { form, showErrors } = useFormFocus();
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
      <p className="mb-6 leading-7">{renameWords.text}</p>
      <Field
        label={nameWords.label}
        hint={nameWords.hint}
        error={wrong && t(wrong)}
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
        {renameWords.submit}
      </Button>
    </form>
  );
}
