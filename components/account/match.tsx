import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import type { MatchLevel } from '@/lib/account/match';
import { Scores, type ShownComparison } from './scores';

interface MatchProps {
  match: Record<'face' | 'voice', MatchLevel> | undefined;
  comparisons: readonly ShownComparison[];
}

const bars: Record<MatchLevel, number> = { weak: 1, good: 2, strong: 3 };

/** How well face and voice matched, in a word each; the numbers one click away. */
export async function Match({ match, comparisons }: MatchProps): Promise<ReactElement> {
  const t = await getTranslations('dashboard.match');
  return (
    <>
      {match ? (
        <>
          <p className="mt-2 text-muted text-sm leading-6">{t('last')}</p>
          <dl className="mt-1 grid grid-cols-2 gap-3">
            {(['face', 'voice'] as const).map((modality) => (
              <div key={modality}>
                <dt className="text-sm leading-6">{t(modality)}</dt>
                <dd className="flex items-center gap-2 font-medium">
                  <span aria-hidden className="flex gap-1">
                    {[1, 2, 3].map((bar) => (
                      <span
                        key={bar}
                        className={`h-4 w-2 rounded-sm ${bar <= bars[match[modality]] ? 'bg-accent' : 'bg-sunken outline outline-line-strong'}`}
                      />
                    ))}
                  </span>
                  {t(match[modality])}
                </dd>
              </div>
            ))}
          </dl>
        </>
      ) : (
        <p className="mt-2 text-muted leading-7">{t('none')}</p>
      )}
      {comparisons.length > 0 && (
        <details className="mt-2">
          <summary className="flex min-h-11 cursor-pointer items-center text-sm underline underline-offset-4">
            {t('numbers')}
          </summary>
          <Scores comparisons={comparisons} />
        </details>
      )}
    </>
  );
}
