import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';
import { logOut } from '@/app/logout/actions';
import { LogOut } from '@/components/account/log-out';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { Renew } from '@/components/renew/renew';
import { Column } from '@/components/site/column';
import { NeedsScript } from '@/components/site/needs-script';
import { Button } from '@/components/ui/button';
import { hasToRenew } from '@/lib/account/renewal-due';
import { renewalOf, requireSignedIn } from '@/lib/auth/session';
import { authDeps } from '@/lib/runtime/deps';
import { postponeRenewal, recordRenewal, renew, startRenewal } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('myAccount.renew'))('voice.title') };
}

export default async function RenewVoicePage(): Promise<ReactElement> {
  const who = await requireSignedIn('/renew_voice', 're_enrol');
  if (!(await hasToRenew(who.user, await authDeps()))) redirect('/protected');
  const isRequired = (await renewalOf(who)) === 'required';
  const t = await getTranslations('myAccount.renew');
  return (
    <Column title={t('voice.title')} lead={t(isRequired ? 'byCode' : 'outdated')}>
      <NeedsScript />
      <Texts areas={['errors', 'capture', 'signUp', 'myAccount', 'review']}>
        <Renew modality="voice" actions={{ startRenewal, recordRenewal, renew }} />
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
