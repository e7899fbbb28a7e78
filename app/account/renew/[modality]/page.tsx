import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import type { ReactElement } from 'react';
import { recordRenewal, renew, startRenewal } from '@/app/renew_voice/actions';
import { LogInAgain } from '@/components/account/log-in-again';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { Renew } from '@/components/renew/renew';
import { Column } from '@/components/site/column';
import { startRenewalSchema } from '@/lib/api/contract';
import { isFreshNow, requireSignedIn } from '@/lib/auth/session';

interface RenewPageProps {
  params: Promise<{ modality: string }>;
}

async function asked({ params }: RenewPageProps): Promise<'face' | 'voice'> {
  const known = startRenewalSchema.safeParse(await params);
  return known.success ? known.data.modality : notFound();
}

export async function generateMetadata(props: RenewPageProps): Promise<Metadata> {
  const modality = await asked(props);
  return { title: (await getTranslations('myAccount.renew'))(`${modality}.title`) };
}

/** New samples because the person wants to: after a log-in just now. */
export default async function RenewPage(props: RenewPageProps): Promise<ReactElement> {
  const modality = await asked(props);
  const path = `/account/renew/${modality}`;
  const who = await requireSignedIn(path, 're_enrol');
  if (who.user.withdrawnAt) redirect('/account');
  const t = await getTranslations('myAccount.renew');
  return (
    <Column title={t(`${modality}.title`)} lead={t(`${modality}.lead`)}>
      {isFreshNow(who) ? (
        <Texts areas={['errors', 'capture', 'signUp', 'myAccount', 'review']}>
          <Renew modality={modality} actions={{ startRenewal, recordRenewal, renew }} />
        </Texts>
      ) : (
        <LogInAgain path={path} />
      )}
    </Column>
  );
}
