import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl/react';

const steps = ['name', 'samples', 'done'] as const;

export type ProgressStep = (typeof steps)[number];

/** The three steps, and the one under way. */
export function Progress({ step, finished }: { step: ProgressStep; finished: boolean }): ReactElement {
  const t = useTranslations('signUp');
  const current = steps.indexOf(step);
  return (
    <nav aria-label={t('progress')}>
      <ol className="grid grid-cols-3 gap-2">
        {steps.map((name, i) => (
          <li key={name} aria-current={i === current ? 'step' : undefined}>
            <span className={`block h-1 rounded-full ${i <= current ? 'bg-accent' : 'bg-line'}`} />
            <span
              className={`mt-2 flex items-center gap-1 text-sm ${i === current ? 'font-medium text-text' : 'text-muted'}`}
            >
              {(i < current || finished) && <Check aria-hidden className="size-4 text-accent" />}
              {t(`steps.${name}`)}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
