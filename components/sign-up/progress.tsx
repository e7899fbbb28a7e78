import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import { signUpWords } from './words';

type Step = keyof typeof signUpWords.steps;

const steps = Object.entries(signUpWords.steps) as [Step, string][];

/** The three steps, and the one under way. */
export function Progress({ step, finished }: { step: Step; finished: boolean }): ReactElement {
  const current = steps.findIndex(([name]) => name === step);
  return (
    <nav aria-label={signUpWords.progress}>
      <ol className="grid grid-cols-3 gap-2">
        {steps.map(([name, text], i) => (
          <li key={name} aria-current={i === current ? 'step' : undefined}>
            <span className={`block h-1 rounded-full ${i <= current ? 'bg-accent' : 'bg-line'}`} />
            <span
              className={`mt-2 flex items-center gap-1 text-sm ${i === current ? 'font-medium text-text' : 'text-muted'}`}
            >
              {(i < current || finished) && <Check aria-hidden className="size-4 text-accent" />}
              {text}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
