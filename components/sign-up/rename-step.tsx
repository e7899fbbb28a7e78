'use client';
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { errorWords } from '@/components/words';
import { NAME_PATTERN } from '@/lib/api/name-pattern';
import { nameWords, renameWords } from './words';

interface RenameStepProps {
  problem: ReactNode;
  onSubmit: (name: string) => void;
}

/** Another name for samples that are kept. */
export function RenameStep({ problem, onSubmit }: RenameStepProps): ReactElement {
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
      <p className="mb-6 leading-7">{renameWords.text}</p>
      <Field
        label={nameWords.label}
        hint={nameWords.hint}
        error={wrong ? errorWords.invalid_name : null}
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
