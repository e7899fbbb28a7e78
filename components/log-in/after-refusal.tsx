'use client';
import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl/react';

const tips = ['light', 'distance', 'digits'] as const;

interface AfterRefusalProps {
  /** As typed, so that a slip in it is seen. */
  name: string;
  /** Before a wait; undefined where the server did not say. */
  triesLeft: number | undefined;
}

/** What a person who was refused can do: the same for every reason, so that it tells none. */
export function AfterRefusal({ name, triesLeft }: AfterRefusalProps): ReactElement {
  const t = useTranslations('refusal');
  return (
    <>
      <p className="mt-2">{t.rich('tried', { name: () => <bdi className="wrap-anywhere font-medium">{name}</bdi> })}</p>
      <ul className="mt-2 list-disc space-y-1 ps-5">
        {tips.map((tip) => (
          <li key={tip}>{t(`tips.${tip}`)}</li>
        ))}
      </ul>
      {triesLeft !== undefined && <p className="mt-2">{t('triesLeft', { count: triesLeft })}</p>}
    </>
  );
}
