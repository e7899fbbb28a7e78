import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';
import { logOut } from '@/app/logout/actions';
import { LogOut } from '@/components/account/log-out';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { RenewVoice } from '@/components/renew-voice/renew-voice';
import { Column } from '@/components/site/column';
import { Button } from '@/components/ui/button';
import { hasToRenew } from '@/lib/account/renew-voice';
import { renewalOf, requireSignedIn } from '@/lib/auth/session';
import { authDeps } from '@/lib/runtime/deps';
import { postponeRenewal, recordRenewal, renewVoice, startRenewal } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('renewVoice');
  return { title: t('title') };
}

export default async function RenewVoicePage(): Promise<ReactElement> {
  const who = await requireSignedIn('/renew_voice', 'renew_voice');
  if (!(await hasToRenew(who.user, await authDeps()))) redirect('/protected');
  const t = await getTranslations('renewVoice');
  const isRequired = (await renewalOf(who)) === 'required';
  return (
    <Column title={t('title')} lead={isRequired ? t('leadByCode') : t('lead')}>
      <Texts areas={['errors', 'capture', 'signUp', 'renewVoice']}>
        <RenewVoice actions={{ startRenewal, recordRenewal, renewVoice }} />
      </Texts>
      <div className="mt-6 flex flex-wrap gap-x-8 gap-y-2">
        {!isRequired && (
          <form action={postponeRenewal}>
            <Button type="submit" look="quiet">
              {t('later')}
            </Button>
          </form>
        )}
        <LogOut look="link" action={logOut} />
      </div>
    </Column>
  );
}
