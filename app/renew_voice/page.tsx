import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';
import { logOut } from '@/app/logout/actions';
import { LogOut } from '@/components/account/log-out';
import { RenewVoice } from '@/components/renew-voice/renew-voice';
import { renewWords } from '@/components/renew-voice/words';
import { Column } from '@/components/site/column';
import { NeedsScript } from '@/components/site/needs-script';
import { Button } from '@/components/ui/button';
import { hasToRenew } from '@/lib/account/renew-voice';
import { renewalOf, requireSignedIn } from '@/lib/auth/session';
import { authDeps } from '@/lib/runtime/deps';
import { postponeRenewal, recordRenewal, renewVoice, startRenewal } from './actions';

export const metadata: Metadata = { title: renewWords.title };

export default async function RenewVoicePage(): Promise<ReactElement> {
  const who = await requireSignedIn('/renew_voice');
  if (!(await hasToRenew(who.user, await authDeps()))) redirect('/protected');
  const isRequired = (await renewalOf(who)) === 'required';
  return (
    <Column title={renewWords.title} lead={isRequired ? renewWords.leadByCode : renewWords.lead}>
      <NeedsScript />
      <RenewVoice actions={{ startRenewal, recordRenewal, renewVoice }} />
      <div className="mt-6 flex flex-wrap gap-x-8 gap-y-2">
        {!isRequired && (
          <form action={postponeRenewal}>
            <Button type="submit" look="quiet">
              {renewWords.later}
            </Button>
          </form>
        )}
        <LogOut look="link" action={logOut} />
      </div>
    </Column>
  );
}
