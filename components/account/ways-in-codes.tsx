import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import type { WaysIn } from '@/lib/account/ways-in';
import type { WaysInActions } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';

interface WaysInCodesProps {
  name: string;
  codes: WaysIn['codes'];
  renewCodes: WaysInActions['renewCodes'];
  report: (refused: ErrorCode | undefined) => void;
}

/** How many recovery codes are left, and new ones, shown this once and made to be printed. */
export function WaysInCodes({ name, codes, renewCodes, report }: WaysInCodesProps): ReactElement {
  const t = useTranslations('waysIn.codes');
  const [shown, setShown] = useState<string[]>([]);
  const [isWaiting, setIsWaiting] = useState(false);

  const make = async (): Promise<void> => {
    setIsWaiting(true);
    const result = await renewCodes({}).catch(() => ({ ok: false as const, code: 'unavailable' as const }));
    setIsWaiting(false);
    if (result.ok) setShown(result.codes);
    report(result.ok ? undefined : result.code);
  };

  return (
    <section id="codes" aria-labelledby="codes-title" className="mt-10">
      <h2 id="codes-title" className="font-semibold text-xl tracking-tight">
        {t('title')}
      </h2>
      <p className="mt-2 text-muted leading-7">{t('text')}</p>
      {shown.length > 0 ? (
        <div className="printed mt-4 rounded-frame border border-line bg-raised p-5">
          <h3 className="hidden font-semibold text-xl print:block">{t('shownFor', { name })}</h3>
          <p role="status" className="leading-7 print:hidden">
            {t('shown')}
          </p>
          <ol className="mt-4 grid list-inside list-decimal gap-2 font-mono text-lg tabular-nums">
            {shown.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ol>
          <div className="mt-4 flex flex-wrap gap-4 print:hidden">
            <Button look="secondary" onClick={() => window.print()}>
              {t('print')}
            </Button>
            <Button look="quiet" onClick={() => setShown([])}>
              {t('kept')}
            </Button>
          </div>
        </div>
      ) : (
        <>
          <p className="mt-4">
            {codes ? t('left', { left: codes.left, of: codes.of, date: codes.madeAt }) : t('none')}
          </p>
          <Button look="secondary" className="mt-4 w-full" onClick={make} disabled={isWaiting}>
            {codes ? t('renew') : t('make')}
          </Button>
          {codes && <p className="mt-2 text-muted text-sm leading-6">{t('renewHint')}</p>}
        </>
      )}
    </section>
  );
}
