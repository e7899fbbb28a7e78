import type { Metadata } from 'next';
import type { ReactElement } from 'react';
import { DeleteAccount } from '@/components/account/delete-account';
import { LogInAgain } from '@/components/account/log-in-again';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { currentUser, isFreshNow } from '@/lib/auth/session';
import { deleteAccount } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('myAccount.delete'))('title') };
}

/** Also for who is not signed in any more: the receipt stays on the screen. */
export default async function DeletePage(): Promise<ReactElement> {
  const who = await currentUser();
  return (
    <div className="mx-auto w-full max-w-column px-5 pt-6 sm:pt-10">
      <Texts areas={['errors', 'myAccount']}>
        <DeleteAccount
          name={who?.user.name}
          again={who && !isFreshNow(who) ? <LogInAgain path="/account/delete" /> : undefined}
          action={deleteAccount}
        />
      </Texts>
    </div>
  );
}
