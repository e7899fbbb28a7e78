'use client';
import { type ReactElement, type RefObject, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { recall, remember } from '@/components/capture/remembered';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { NameField } from '@/components/ui/name-field';
import { type NameProblem, nameProblem } from '@/lib/api/name-rules';

interface NameFormProps {
  name: string;
  onName: (name: string) => void;
  /** An operator's code; null for no field. */
  code: string | null;
  onCode: (code: string) => void;
  codeField: RefObject<HTMLInputElement | null>;
  /** Whether the browser may suggest passkeys in the name field. */
  suggestsPasskeys: boolean;
  onSubmit: () => void;
}

/** Asks for the name, and remembers it in this browser if the person wishes. */
export function NameForm(props: NameFormProps): ReactElement {
  const { name, onName, code, onCode, codeField, suggestsPasskeys, onSubmit } = props;
  const t = useTranslations('logIn');
  const nameText = useTranslations('names');
  const [keep, setKeep] = useState(false);
  const [wrong, setWrong] = useState<NameProblem | null>(null);

  useEffect(() => {
    const remembered = recall('name');
    if (remembered === null) return;
    setKeep(true);
    onName(remembered);
  }, [onName]);

  const submit = (): void => {
    const problem = nameProblem(name);
    setWrong(problem);
    if (problem) return;
    remember('name', keep ? name.trim() : null);
    onSubmit();
  };

  return (
    <Form takesFocus onSubmit={submit}>
      <NameField
        label={t('name')}
        hint={t('nameHint')}
        error={wrong && nameText(wrong)}
        value={name}
        onName={onName}
        autoComplete={suggestsPasskeys ? 'username webauthn' : 'username'}
      />
      {code !== null && (
        <Field
          className="mt-4"
          ref={codeField}
          label={t('code')}
          hint={t('codeHint')}
          name="code"
          value={code}
          onChange={(event) => onCode(event.target.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={64}
        />
      )}
      <div className="mt-4">
        <Checkbox checked={keep} onChange={setKeep}>
          {t('remember')}
        </Checkbox>
      </div>
      <Button type="submit" data-next className="mt-6 w-full">
        {t('submit')}
      </Button>
    </Form>
  );
}
