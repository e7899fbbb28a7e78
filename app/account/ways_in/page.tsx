import type { Metadata } from 'next';
import type { ReactElement } from 'react';
import { logOut } from '@/app/logout/actions';
import { LogOut } from '@/components/account/log-out';
import { ManageWaysIn } from '@/components/account/manage-ways-in';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { Column } from '@/components/site/column';
import { waysIn } from '@/lib/account/ways-in';
import { needsPasskey } from '@/lib/auth/passkeys/change';
import { requireSignedIn } from '@/lib/auth/session';
import { authDeps } from '@/lib/runtime/deps';
import {
  addEmail,
  finishRegistration,
  removeEmail,
  removePasskey,
  renamePasskey,
  renewCodes,
  startRegistration,
} from './actions';

const actions = {
  startRegistration,
  finishRegistration,
  renamePasskey,
  removePasskey,
  renewCodes,
  addEmail,
  removeEmail,
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('waysIn');
  return { title: t('title') };
}

export default async function WaysInPage(): Promise<ReactElement> {
  const { user, session, standing } = await requireSignedIn('/account/ways_in', 'add_passkey');
  const t = await getTranslations('waysIn');
  const deps = await authDeps();
  const isWhole = standing === 'full';
  return (
    <Column title={t('title')} lead={isWhole ? t('lead') : undefined}>
      <Texts areas={['errors', 'waysIn']}>
        <ManageWaysIn
          name={user.name}
          device={session.device}
          ways={await waysIn(user.id, deps)}
          standing={standing}
          takesPasskeys={deps.assurance !== 'face_voice'}
          lastStays={needsPasskey(user, deps)}
          actions={actions}
        />
      </Texts>
      {!isWhole && <LogOut look="link" action={logOut} />}
    </Column>
  );
}
