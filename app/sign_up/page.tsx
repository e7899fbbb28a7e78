import type { Metadata } from 'next';
import type { ReactElement } from 'react';
import { logOut } from '@/app/logout/actions';
import { signedInName } from '@/app/signed-in-name';
import { LoggedInAlready } from '@/components/account/logged-in-already';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { SignUp } from '@/components/sign-up/sign-up';
import { Column } from '@/components/site/column';
import { NeedsScript } from '@/components/site/needs-script';
import { operatorContact } from '@/lib/server/operator-contact';
import { cancelEnrolment, recordVoice, resumeEnrolment, signUp, startEnrolment, takePhoto } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signUp');
  return { title: t('title') };
}

const actions = { startEnrolment, resumeEnrolment, takePhoto, recordVoice, signUp, cancelEnrolment };

export default async function SignUpPage(): Promise<ReactElement> {
  const [t, name] = await Promise.all([getTranslations('signUp'), signedInName()]);
  if (name !== undefined)
    return (
      <Column title={t('title')}>
        <LoggedInAlready name={name} page="sign_up" goOn="/protected" logOut={logOut} />
      </Column>
    );
  return (
    <Column title={t('title')}>
      <NeedsScript />
      <Texts areas={['errors', 'capture', 'signUp', 'names', 'review']}>
        <SignUp actions={actions} contact={operatorContact()} />
      </Texts>
    </Column>
  );
}
