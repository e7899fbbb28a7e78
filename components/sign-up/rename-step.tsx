'use client';
import { type ReactElement, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Form } from '@/components/ui/form';
import { NameField } from '@/components/ui/name-field';
import { type NameProblem, nameProblem } from '@/lib/api/name-rules';

interface RenameStepProps {
  problem: ReactNode;
  onSubmit: (name: string) => void;
}

/** Another name for samples that are kept. */
export function RenameStep({ problem, onSubmit }: RenameStepProps): ReactElement {
  const t = useTranslations('signUp');
  const nameText = useTranslations('names');
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<NameProblem | null>(null);
  const submit = (): void => {
    const problem = nameProblem(name);
    setWrong(problem);
    if (!problem) onSubmit(name.trim());
  };
  return (
    <Form takesFocus onSubmit={submit}>
      {problem}
      <p className="mb-6 leading-7">{t('rename.text')}</p>
      <NameField
        label={t('name.label')}
        hint={t('name.hint')}
        error={wrong && nameText(wrong)}
        value={name}
        onName={setName}
      />
      <Button type="submit" className="mt-6 w-full">
        {t('rename.submit')}
      </Button>
    </Form>
  );
}
