import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { logOut } from '@/app/logout/actions';
import { LoggedInAlready } from '@/components/account/logged-in-already';
import { LogIn } from '@/components/log-in/log-in';
import { returnPath } from '@/components/log-in/return-path';
import { logInWords } from '@/components/log-in/words';
import { Column } from '@/components/site/column';
import { NeedsScript } from '@/components/site/needs-script';
import { signedInName } from '@/lib/auth/session';
import { operatorContact } from '@/lib/server/operator-contact';
import { logIn, startLogin } from './actions';

export const metadata: Metadata = { title: logInWords.title };

export default async function LogInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}): Promise<ReactElement> {
  const { from, again } = await searchParams;
  const name = again === undefined ? await signedInName() : undefined;
  if (name !== undefined)
    return (
      <Column title={logInWords.title}>
        <LoggedInAlready name={name} page="log_in" goOn={returnPath(from)} logOut={logOut} />
      </Column>
    );
  return (
    <Column title={logInWords.title} lead={from === undefined ? undefined : logInWords.goOn}>
      <NeedsScript />
      <LogIn actions={{ startLogin, logIn }} returnTo={returnPath(from)} contact={operatorContact()} />
      <p className="mt-4 text-muted">
        {logInWords.newHere}{' '}
        <Link href="/sign_up" className="link inline-flex min-h-11 items-center">
          {logInWords.signUp}
        </Link>
      </p>
    </Column>
  );
}
