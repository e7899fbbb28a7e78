import type { Metadata } from 'next';
import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { SignUp } from '@/components/sign-up/sign-up';
import { Column } from '@/components/site/column';
import { operatorContact } from '@/lib/server/operator-contact';
import { cancelEnrolment, recordVoice, resumeEnrolment, signUp, startEnrolment, takePhoto } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signUp');
  return { title: t('title') };
}

const actions = { startEnrolment, resumeEnrolment, takePhoto, recordVoice, signUp, cancelEnrolment };

export default async function SignUpPage(): Promise<ReactElement> {
  const t = await getTranslations('signUp');
  return (
    <Column title={t('title')}>
      <Texts areas={['errors', 'capture', 'signUp']}>
        <SignUp actions={actions} contact={operatorContact()} />
      </Texts>
    </Column>
  );
}
