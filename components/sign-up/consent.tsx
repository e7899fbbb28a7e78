'use client';
import { type ReactElement, useId } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { Checkbox } from '@/components/ui/checkbox';

interface ConsentProps {
  given: boolean;
  onChange: (given: boolean) => void;
  /** Whether the person went on without it. */
  missing: boolean;
}

/** What is stored, in a few words with every detail behind them, and the box to agree. */
export function Consent({ given, onChange, missing }: ConsentProps): ReactElement {
  const t = useTranslations('signUp.consent');
  const errorText = useErrorText();
  const id = useId();
  return (
    <section aria-labelledby={`${id}-title`} className="mt-6 rounded-frame border border-line bg-raised p-5">
      <h3 id={`${id}-title`} className="font-medium">
        {t('title')}
      </h3>
      <p className="mt-2 text-muted leading-7">{t('short')}</p>
      <details className="mt-1">
        <summary className="flex min-h-11 cursor-pointer items-center text-sm underline underline-offset-4">
          {t('details')}
        </summary>
        <dl className="mt-1 space-y-3 text-sm leading-6">
          {(['what', 'why', 'howLong'] as const).map((part) => (
            <div key={part}>
              <dt className="font-medium text-accent">{t(`${part}.term`)}</dt>
              <dd className="text-muted">{t(`${part}.text`)}</dd>
            </div>
          ))}
        </dl>
      </details>
      <div className="mt-4 border-line border-t pt-5">
        <Checkbox checked={given} onChange={onChange} describedBy={`${id}-note`} invalid={missing}>
          {t('agree')}
        </Checkbox>
        <p id={`${id}-note`} aria-live="polite" className="text-danger text-sm leading-6">
          {missing ? errorText('consent_required') : ''}
        </p>
      </div>
    </section>
  );
}
