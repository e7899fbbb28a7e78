'use client';
import { type FormEvent, type ReactElement, type ReactNode, useId, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { remember } from '@/components/capture/remembered';
import { HelpLink } from '@/components/help/help-link';
import { useTypedName } from '@/components/site/update';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { useFormFocus } from '@/components/ui/use-form-focus';
import { errorWords } from '@/components/words';
import { nameProblem } from '@/lib/api/name-rules';
import { nameWords } from './words';

interface NameStepProps {
  /** Why we are here again, if there is a reason. */
  problem: ReactNode;
  onSubmit: (name: string) => Promise<void>;
  /** Where the people who run the site can be reached, as a `mailto:` or `https:` address. */
  contact: string | undefined;
}

/** The first step: a name and a yes. Nothing is taken before. */
export function NameStep({ problem, onSubmit, contact }: NameStepProps): ReactElement {
  const [name, setName] = useTypedName();
  const [consent, setConsent] = useState(false);
  const [shown, setShown] = useState(false);
  const [review, setReview] = useState(false);
  const [sending, setSending] = useState(false);
  const { form, showErrors } = useFormFocus();
  const id = useId();
  const t = useTranslations('names');
  const text = useTranslations('review');
  const wrong = nameProblem(name);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setShown(true);
    if (wrong || !consent) return showErrors();
    if (sending) return;
    remember('review', review ? 'on' : null);
    setSending(true);
    await onSubmit(name.trim());
    setSending(false);
  };

  return (
    <form ref={form} method="post" onSubmit={submit} noValidate>
      {problem}
      <p className="mb-3 leading-7">{nameWords.what}</p>
      <p className="mb-6 text-muted leading-7">
        {nameWords.otherWays}{' '}
        {contact !== undefined && (
          <a href={contact} className="link">
            {nameWords.contact}
          </a>
        )}
      </p>
      <p className="-mt-4 mb-4">
        <HelpLink question="stored" />
      </p>
      <Field
        label={nameWords.label}
        hint={nameWords.hint}
        error={shown && wrong ? t(wrong) : null}
        name="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        required
      />
      <section aria-labelledby={`${id}-title`} className="mt-6 rounded-frame border border-line bg-raised p-5">
        <h3 id={`${id}-title`} className="font-medium">
          {nameWords.consentTitle}
        </h3>
        <dl className="mt-3 space-y-3 text-sm leading-6">
          {nameWords.consent.map(({ term, text }) => (
            <div key={term} className="grid grid-cols-[5rem_1fr] gap-2">
              <dt className="font-medium text-accent">{term}</dt>
              <dd className="text-muted">{text}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-5 border-line border-t pt-5">
          <Checkbox checked={consent} onChange={setConsent} describedBy={`${id}-note`} invalid={shown && !consent}>
            {nameWords.agree}
          </Checkbox>
          <p id={`${id}-note`} aria-live="polite" className="text-danger text-sm leading-6">
            {shown && !consent ? errorWords.consent_required : ''}
          </p>
        </div>
      </section>
      <details className="mt-4">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-muted underline decoration-line-strong underline-offset-4">
          {text('offer')}
        </summary>
        <div className="pt-3">
          <Checkbox checked={review} onChange={setReview}>
            {text('choice')}
          </Checkbox>
        </div>
      </details>
      <Button type="submit" className="mt-6 w-full" disabled={sending}>
        {nameWords.submit}
      </Button>
    </form>
  );
}
