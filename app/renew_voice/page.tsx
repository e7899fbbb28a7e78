import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';
import { logOut } from '@/app/logout/actions';
import { LogOut } from '@/components/account/log-out';
import { RenewVoice } from '@/components/renew-voice/renew-voice';
import { renewWords } from '@/components/renew-voice/words';
import { Column } from '@/components/site/column';
import { hasToRenew } from '@/lib/account/renew-voice';
import { requireSignedIn } from '@/lib/auth/session';
import { authDeps } from '@/lib/runtime/deps';
import { recordRenewal, renewVoice, startRenewal } from './actions';

export const metadata: Metadata = { title: renewWords.title };

export default async function RenewVoicePage(): Promise<ReactElement> {
  const user = await requireSignedIn('/renew_voice');
  if (!(await hasToRenew(user, await authDeps()))) redirect('/protected');
  return (
    <Column title={renewWords.title} lead={renewWords.lead}>
      <RenewVoice actions={{ startRenewal, recordRenewal, renewVoice }} />
      <div className="mt-6">
        <LogOut look="link" action={logOut} />
      </div>
    </Column>
  );
}
