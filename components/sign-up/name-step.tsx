'use client';
import { type ReactElement, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { remember } from '@/components/capture/remembered';
import { HelpLink } from '@/components/help/help-link';
import { useTypedName } from '@/components/site/update';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Form } from '@/components/ui/form';
import { NameField } from '@/components/ui/name-field';
import { nameProblem } from '@/lib/api/name-rules';
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
  const nameText = useTranslations('names');
  const reviewText = useTranslations('review');
  const [review, setReview] = useState(false);
  const [name, setName] = useTypedName();
  const [consent, setConsent] = useState(false);
  const [shown, setShown] = useState(false);
  const [sending, setSending] = useState(false);
  const wrong = nameProblem(name);

  const submit = async (): Promise<void> => {
    setShown(true);
    if (wrong || !consent || sending) return;
    remember('review', review ? 'on' : null);
    setSending(true);
    await onSubmit(name.trim());
    setSending(false);
  };

  return (
    <Form takesFocus onSubmit={submit}>
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
      <p className="-mt-4 mb-4">
        <HelpLink question="stored" />
      </p>
      <NameField
        label={t('label')}
        hint={t('hint')}
        error={shown && wrong ? nameText(wrong) : null}
        value={name}
        onName={setName}
      />
      <Consent given={consent} onChange={setConsent} missing={shown && !consent} />
      <details className="mt-4">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-muted underline decoration-line-strong underline-offset-4">
          {reviewText('offer')}
        </summary>
        <div className="pt-3">
          <Checkbox checked={review} onChange={setReview}>
            {reviewText('choice')}
          </Checkbox>
        </div>
      </details>
      <Button type="submit" className="mt-6 w-full" disabled={sending}>
        {t('submit')}
      </Button>
    </Form>
  );
}
