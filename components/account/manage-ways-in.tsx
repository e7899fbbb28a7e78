'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { againPath } from '@/components/log-in/return-path';
import { useActions } from '@/components/site/update';
import { buttonClass } from '@/components/ui/button-class';
import { Notice } from '@/components/ui/notice';

import type { WaysIn as Ways } from '@/lib/account/ways-in';
import type { WaysInActions } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';
import { WaysInCodes } from './ways-in-codes';
import { WaysInEmail } from './ways-in-email';
import { WaysInPasskeys } from './ways-in-passkeys';

interface WaysInProps {
  /** Whose they are. */
  name: string;
  /** What a passkey that is made here is called at first. */
  device: string;
  ways: Ways;
  /** What the session is good for: a part of this page, or all of it. */
  standing: 'full' | 'recovery' | 'passkey_first' | 'voice_first';
  takesPasskeys: boolean;
  /** Whether nobody is let in without a passkey. */
  lastStays: boolean;
  actions: WaysInActions;
}

/** How somebody gets in besides face and voice: what there is, and what to add. */
export function ManageWaysIn({
  name,
  device,
  ways,
  standing,
  takesPasskeys,
  lastStays,
  actions: given,
}: WaysInProps): ReactElement {
  const t = useTranslations('waysIn');
  const errorText = useErrorText();
  const actions = useActions(given);
  const [refused, setRefused] = useState<ErrorCode>();
  const router = useRouter();
  const isWhole = standing === 'full';
  const report = (code: ErrorCode | undefined): void => {
    setRefused(code);
    if (code === undefined) router.refresh();
  };

  return (
    <>
      <div role="alert">
        {refused && (
          <Notice kind="danger">
            <p>{errorText(refused)}</p>
            {(refused === 'not_fresh' || refused === 'not_signed_in') && (
              <a href={againPath('/account/ways_in')} className={buttonClass('secondary', 'mt-3')}>
                {t('logInAgain')}
              </a>
            )}
          </Notice>
        )}
      </div>
      {!isWhole && <Notice kind="info">{t(`restricted.${reasonOf(standing, ways, takesPasskeys)}`)}</Notice>}
      {takesPasskeys && (
        <WaysInPasskeys
          passkeys={ways.passkeys}
          device={device}
          lastStays={lastStays}
          canChange={isWhole}
          actions={actions}
          report={report}
        />
      )}
      {isWhole && <WaysInCodes name={name} codes={ways.codes} renewCodes={actions.renewCodes} report={report} />}
      {isWhole && ways.email !== undefined && <WaysInEmail email={ways.email} actions={actions} report={report} />}
      {isWhole && (
        <Link href="/protected" className={buttonClass('primary', 'mt-10 w-full')}>
          {t('goOn')}
        </Link>
      )}
    </>
  );
}

/** Why a session is good for a part of the page only. */
function reasonOf(
  standing: WaysInProps['standing'],
  { passkeys }: Ways,
  takesPasskeys: boolean,
): 'recovery' | 'recoveryDone' | 'passkey_first' | 'closed' {
  if (!takesPasskeys) return 'closed';
  if (standing !== 'recovery') return 'passkey_first';
  return passkeys.length > 0 ? 'recoveryDone' : 'recovery';
}
