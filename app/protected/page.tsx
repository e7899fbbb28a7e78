import type { Metadata } from 'next';
import type { ReactElement } from 'react';
import { logOut } from '@/app/logout/actions';
import { Dashboard } from '@/components/account/dashboard';
import { accountWords } from '@/components/account/words';
import { recentLogins } from '@/lib/auth/history';
import { requireUser } from '@/lib/auth/session';

export const metadata: Metadata = { title: accountWords.pageTitle };

export default async function ProtectedPage(): Promise<ReactElement> {
  const user = await requireUser('/protected');
  return <Dashboard name={user.name} createdAt={user.createdAt} logins={await recentLogins(user.id)} logOut={logOut} />;
}
