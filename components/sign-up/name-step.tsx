'use client';
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { useTypedName } from '@/components/site/update';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { NAME_PATTERN } from '@/lib/api/name-pattern';
import { Consent } from './consent';

interface NameStepProps {
  /** Why we are here again, if there is a reason. */
  problem: ReactNode;
  onSubmit: (name: string) => Promise<void>;
  /** Where the people who run the site can be reached, as a `mailto:` or `https:` address. */
  contact: string | undefined;
}

/** The first step: a name and a yes. Nothing is taken before. */
export function NameStep({ problem, onSubmit, contact }: NameStepProps): ReactElement {
  const t = useTranslations('signUp.name');
  const errorText = useErrorText();
  const [name, setName] = useTypedName();
  const [consent, setConsent] = useState(false);
  const [shown, setShown] = useState(false);
  const [sending, setSending] = useState(false);
  const nameFits = NAME_PATTERN.test(name.trim());

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setShown(true);
    if (!nameFits || !consent || sending) return;
    setSending(true);
    await onSubmit(name.trim());
    setSending(false);
  };

  return (
    <form onSubmit={submit} noValidate>
      {problem}
      <p className="mb-3 leading-7">{t('what')}</p>
      <p className="mb-6 text-muted leading-7">
        {t('otherWays')}{' '}
        {contact !== undefined && (
          <a href={contact} className="link">
            {t('contact')}
          </a>
        )}
      </p>
      <Field
        label={t('label')}
        hint={t('hint')}
        error={shown && !nameFits ? errorText('invalid_name') : null}
        name="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        required
      />
      <Consent given={consent} onChange={setConsent} missing={shown && !consent} />
      <Button type="submit" className="mt-6 w-full" disabled={sending}>
        {t('submit')}
      </Button>
    </form>
  );
}
