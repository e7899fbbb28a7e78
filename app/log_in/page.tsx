import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { logOut } from '@/app/logout/actions';
import { signedInName } from '@/app/signed-in-name';
import { LoggedInAlready } from '@/components/account/logged-in-already';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { LogIn } from '@/components/log-in/log-in';
import { returnPath } from '@/components/log-in/return-path';
import { Column } from '@/components/site/column';
import { NeedsScript } from '@/components/site/needs-script';
import { offers } from '@/lib/server/offers';
import { operatorContact } from '@/lib/server/operator-contact';
import { completeWithPasskey, logIn, logInWithPasskey, lookAhead, startLogin, startPasskeyLogIn } from './actions';

const actions = { startLogin, lookAhead, logIn, startPasskeyLogIn, logInWithPasskey, completeWithPasskey };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('logIn');
  return { title: t('title') };
}

export default async function LogInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}): Promise<ReactElement> {
  const [{ from, again }, t] = await Promise.all([searchParams, getTranslations('logIn')]);
  const name = again === undefined ? await signedInName() : undefined;
  if (name !== undefined)
    return (
      <Column title={t('title')}>
        <LoggedInAlready name={name} page="log_in" goOn={returnPath(from)} logOut={logOut} />
      </Column>
    );
  return (
    <Column title={t('title')} lead={from === undefined ? undefined : t('goOn')}>
      <NeedsScript />
      <Texts areas={['errors', 'capture', 'logIn', 'names', 'otherWays', 'refusal']}>
        <LogIn actions={actions} returnTo={returnPath(from)} contact={operatorContact()} offers={offers()} />
      </Texts>
      <p className="mt-4 text-muted">
        {t.rich('newHere', {
          link: (text) => (
            <Link href="/sign_up" className="link inline-flex min-h-11 items-center">
              {text}
            </Link>
          ),
        })}
      </p>
    </Column>
  );
}
