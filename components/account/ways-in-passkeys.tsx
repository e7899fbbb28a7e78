import { KeyRound } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { type CeremonyProblem, makePasskey } from '@/components/passkeys/ceremony';
import { Button } from '@/components/ui/button';
import type { WaysIn } from '@/lib/account/ways-in';
import type { WaysInActions } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';
import { PasskeyRow } from './passkey-row';

interface WaysInPasskeysProps {
  passkeys: WaysIn['passkeys'];
  device: string;
  lastStays: boolean;
  /** Whether the session may do more than add one. */
  canChange: boolean;
  actions: Pick<WaysInActions, 'startRegistration' | 'finishRegistration' | 'renamePasskey' | 'removePasskey'>;
  report: (refused: ErrorCode | undefined) => void;
}

/** A person's passkeys, and a button for another one. */
export function WaysInPasskeys(props: WaysInPasskeysProps): ReactElement {
  const { passkeys, device, lastStays, canChange, actions, report } = props;
  const t = useTranslations('waysIn.passkeys');
  const [state, setState] = useState<'idle' | 'adding' | 'done' | CeremonyProblem>('idle');

  const add = async (): Promise<void> => {
    setState('adding');
    const started = await actions.startRegistration({});
    if (!started.ok) {
      setState('idle');
      return report(started.code);
    }
    const response = await makePasskey(started.options);
    if (typeof response === 'string') return setState(response);
    const result = await actions.finishRegistration({ name: device || t('defaultName'), response });
    setState(result.ok ? 'done' : 'idle');
    report(result.ok ? undefined : result.code);
  };

  return (
    <section id="passkeys" aria-labelledby="passkeys-title" className="mt-8">
      <h2 id="passkeys-title" className="font-semibold text-xl tracking-tight">
        {t('title')}
      </h2>
      <p className="mt-2 text-muted leading-7">{t('text')}</p>
      {passkeys.length === 0 ? (
        <p className="mt-4">{t('none')}</p>
      ) : (
        <ul className="mt-4 divide-y divide-line rounded-frame border border-line bg-raised px-5">
          {passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              canChange={canChange}
              canRemove={!lastStays || passkeys.length > 1}
              actions={actions}
              report={report}
            />
          ))}
        </ul>
      )}
      <Button
        look={canChange ? 'secondary' : 'primary'}
        className="mt-4 w-full"
        disabled={state === 'adding'}
        onClick={() => add().catch(() => setState('stopped'))}
      >
        <KeyRound aria-hidden className="size-5" />
        {state === 'adding' ? t('adding') : t('add')}
      </Button>
      <p role="status" className="mt-2 min-h-6 text-muted text-sm leading-6">
        {state !== 'idle' && state !== 'adding' && t(state)}
      </p>
    </section>
  );
}
