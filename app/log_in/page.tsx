import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { LogIn } from '@/components/log-in/log-in';
import { returnPath } from '@/components/log-in/return-path';
import { logInWords } from '@/components/log-in/words';
import { Column } from '@/components/site/column';
import { offers } from '@/lib/server/offers';
import { operatorContact } from '@/lib/server/operator-contact';
import { completeWithPasskey, logIn, logInWithPasskey, startLogin, startPasskeyLogIn } from './actions';

const actions = { startLogin, logIn, startPasskeyLogIn, logInWithPasskey, completeWithPasskey };

export const metadata: Metadata = { title: logInWords.title };

export default async function LogInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}): Promise<ReactElement> {
  const { from } = await searchParams;
  return (
    <Column title={logInWords.title} lead={from === undefined ? undefined : logInWords.goOn}>
      <LogIn actions={actions} returnTo={returnPath(from)} contact={operatorContact()} offers={offers()} />
      <p className="mt-4 text-muted">
        {logInWords.newHere}{' '}
        <Link href="/sign_up" className="link inline-flex min-h-11 items-center">
          {logInWords.signUp}
        </Link>
      </p>
    </Column>
  );
}
