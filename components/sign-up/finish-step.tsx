import { LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl/react';
import { Threshold } from '@/components/capture/threshold';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Notice } from '@/components/ui/notice';
import { ProblemNotice } from './problem';
import type { SignUpState } from './state';

/** What stands around the samples: waiting for the server, and every way a sign-up can come out. */
export function FinishStep({ state, onFinish }: { state: SignUpState; onFinish: () => void }): ReactElement | null {
  const t = useTranslations('signUp');
  switch (state.step) {
    case 'resuming':
      return <Waiting>{t('resuming')}</Waiting>;
    case 'finishing':
      return <Waiting>{t('done.finishingText')}</Waiting>;
    case 'unfinished':
      return (
        <>
          {state.problem && <ProblemNotice problem={state.problem} />}
          <Button data-next className="w-full" onClick={onFinish}>
            {t('tryAgain')}
          </Button>
        </>
      );
    case 'registered':
      return (
        <>
          <div role="alert">
            <Notice kind="info">{t('problems.already_registered')}</Notice>
          </div>
          <Link href="/log_in" className={buttonClass('primary', 'mt-6 w-full')}>
            {t('done.logIn')}
          </Link>
        </>
      );
    case 'done':
      return (
        <div role="status">
          <div className="relative mx-auto aspect-[4/3] w-full max-w-88 overflow-hidden rounded-frame bg-sunken">
            <Threshold />
          </div>
          <p className="mt-6 text-lg leading-8">{state.signedIn ? t('done.text') : t('done.notSignedIn')}</p>
          {/* A whole new page: nothing from before the log-in may come from a cache. */}
          <a href={state.signedIn ? '/protected' : '/log_in'} className={buttonClass('primary', 'mt-8 w-full')}>
            {state.signedIn ? t('done.open') : t('done.logIn')}
          </a>
          {state.signedIn && (
            <>
              <p className="mt-6 text-muted leading-7">{t('done.moreWays')}</p>
              <div className="mt-3 flex flex-wrap gap-3">
                <a href="/account/ways_in#passkeys" className={buttonClass('secondary', 'grow')}>
                  {t('done.addPasskey')}
                </a>
                <a href="/account/ways_in#codes" className={buttonClass('secondary', 'grow')}>
                  {t('done.saveCodes')}
                </a>
              </div>
            </>
          )}
        </div>
      );
    default:
      return null;
  }
}

export function Waiting({ children }: { children: string }): ReactElement {
  return (
    <p role="status" className="flex items-center gap-3 text-muted leading-6">
      <LoaderCircle aria-hidden className="size-5 flex-none text-accent motion-safe:animate-spin" />
      {children}
    </p>
  );
}
