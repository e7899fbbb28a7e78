'use client';
import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { signInWithTicket } from '@/components/account/sign-in-with-ticket';
import { useErrorText } from '@/components/intl/error-text';
import { signWithPasskey } from '@/components/passkeys/ceremony';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

import type { OtherLoginActions, PasskeyRequest } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';

interface PasskeyStepProps {
  request: PasskeyRequest;
  actions: Pick<OtherLoginActions, 'completeWithPasskey'>;
  onDone: () => void;
  onCancel: () => void;
}

/** The second step of a log-in: the passkey of the person whose face and voice were recognised. */
export function PasskeyStep({ request, actions, onDone, onCancel }: PasskeyStepProps): ReactElement {
  const t = useTranslations('otherWays');
  const errorText = useErrorText();
  const [state, setState] = useState<'waiting' | 'stopped' | { refused: ErrorCode }>('waiting');
  const heading = useRef<HTMLHeadingElement>(null);
  const latest = useRef({ actions, onDone });
  useEffect(() => {
    latest.current = { actions, onDone };
  });

  const ask = useCallback(async (): Promise<void> => {
    setState('waiting');
    const answer = await signWithPasskey(request);
    if (typeof answer === 'string') return setState('stopped');
    const result = await latest.current.actions.completeWithPasskey(answer);
    if (!result.ok) return setState({ refused: result.code });
    if (await signInWithTicket(result.ticket)) latest.current.onDone();
    else setState({ refused: 'internal' });
  }, [request]);

  useEffect(() => {
    heading.current?.focus();
    ask().catch(() => setState({ refused: 'unavailable' }));
  }, [ask]);

  return (
    <section>
      <h2 ref={heading} tabIndex={-1} className="font-semibold text-xl tracking-tight outline-none">
        {t('step.title')}
      </h2>
      <p className="mt-3 leading-7">{t('step.text')}</p>
      <div role="status" className="mt-4">
        {state === 'stopped' && <Notice kind="info">{t('stopped')}</Notice>}
        {typeof state === 'object' && <Notice kind="danger">{errorText(state.refused)}</Notice>}
      </div>
      {typeof state !== 'object' && (
        <Button
          className="mt-6 w-full"
          disabled={state === 'waiting'}
          onClick={() => ask().catch(() => setState({ refused: 'unavailable' }))}
        >
          {state === 'waiting' ? t('waiting') : t('step.use')}
        </Button>
      )}
      <Button look="quiet" className="mt-3" onClick={onCancel}>
        {t('step.cancel')}
      </Button>
    </section>
  );
}
