import type { Metadata } from 'next';
import type { ReactElement } from 'react';
import { logOut } from '@/app/logout/actions';
import { LoggedInAlready } from '@/components/account/logged-in-already';
import { SignUp } from '@/components/sign-up/sign-up';
import { signUpWords } from '@/components/sign-up/words';
import { Column } from '@/components/site/column';
import { NeedsScript } from '@/components/site/needs-script';
import { signedInName } from '@/lib/auth/session';
import { operatorContact } from '@/lib/server/operator-contact';
import { cancelEnrolment, recordVoice, resumeEnrolment, signUp, startEnrolment, takePhoto } from './actions';

export const metadata: Metadata = { title: signUpWords.title };

const actions = { startEnrolment, resumeEnrolment, takePhoto, recordVoice, signUp, cancelEnrolment };

export default async function SignUpPage(): Promise<ReactElement> {
  const name = await signedInName();
  return (
    <Column title={signUpWords.title}>
      {name === undefined ? (
        <>
          <NeedsScript />
          <SignUp actions={actions} contact={operatorContact()} />
        </>
      ) : (
        <LoggedInAlready name={name} page="sign_up" goOn="/protected" logOut={logOut} />
      )}
    </Column>
  );
}
