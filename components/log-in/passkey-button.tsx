import { KeyRound } from 'lucide-react';
import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

import type { PasskeyLogIn } from './use-passkey';

/** The way in by a passkey, beside that by face and voice. */
export function PasskeyButton({ passkey: { state, press } }: { passkey: PasskeyLogIn }): ReactElement {
  const t = useTranslations('otherWays');
  const errorText = useErrorText();
  return (
    <div className="mt-3">
      <Button look="secondary" className="w-full" onClick={press} disabled={state === 'waiting'}>
        <KeyRound aria-hidden className="size-5" />
        {state === 'waiting' ? t('waiting') : t('passkey')}
      </Button>
      <div role="status" className="mt-2">
        {state === 'stopped' && <p className="text-muted text-sm leading-6">{t('stopped')}</p>}
        {typeof state === 'object' && <Notice kind="danger">{errorText(state.refused)}</Notice>}
      </div>
    </div>
  );
}
