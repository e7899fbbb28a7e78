import type { Metadata } from 'next';
import type { ReactElement } from 'react';
import { SignUp } from '@/components/sign-up/sign-up';
import { signUpWords } from '@/components/sign-up/words';
import { Column } from '@/components/site/column';
import { operatorContact } from '@/lib/server/operator-contact';
import { cancelEnrolment, recordVoice, resumeEnrolment, signUp, startEnrolment, takePhoto } from './actions';

export const metadata: Metadata = { title: signUpWords.title };

const actions = { startEnrolment, resumeEnrolment, takePhoto, recordVoice, signUp, cancelEnrolment };

export default function SignUpPage(): ReactElement {
  return (
    <Column title={signUpWords.title}>
      <SignUp actions={actions} contact={operatorContact()} />
    </Column>
  );
}
