import { CircleHelp } from 'lucide-react';
import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl/react';
import { answerAt, type Question } from './questions';

/** To an answer, in a tab of its own: what is under way here goes on. */
export function HelpLink({ question }: { question: Question }): ReactElement {
  const t = useTranslations('capture');
  return (
    <a
      href={answerAt(question)}
      target="_blank"
      rel="noopener"
      className="link inline-flex min-h-11 items-center gap-1.5"
    >
      <CircleHelp aria-hidden className="size-4" />
      {t('moreHelp')}
    </a>
  );
}
