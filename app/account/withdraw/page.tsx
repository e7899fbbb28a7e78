import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';
import { LogInAgain } from '@/components/account/log-in-again';
import { Withdraw } from '@/components/account/withdraw';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { Column } from '@/components/site/column';
import { Notice } from '@/components/ui/notice';
import { hasOtherWayIn } from '@/lib/account/other-ways';
import { isFreshNow, requireOwner } from '@/lib/auth/session';
import { withdrawConsent } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('myAccount.withdraw'))('title') };
}

export default async function WithdrawPage(): Promise<ReactElement> {
  const who = await requireOwner('/account/withdraw');
  if (who.user.withdrawnAt) redirect('/account');
  const t = await getTranslations('myAccount.withdraw');
  const step = isFreshNow(who) ? (
    <Texts areas={['errors', 'myAccount']}>
      <Withdraw action={withdrawConsent} />
    </Texts>
  ) : (
    <LogInAgain path="/account/withdraw" />
  );
  return (
    <Column title={t('title')} lead={t('lead')}>
      <p className="mb-4 leading-7">{t('final')}</p>
      {(await hasOtherWayIn(who.user.id)) ? step : <Notice kind="info">{t('noOtherWay')}</Notice>}
    </Column>
  );
}
