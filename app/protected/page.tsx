import type { Metadata } from 'next';
import type { ReactElement } from 'react';
import { logOut } from '@/app/logout/actions';
import { Dashboard } from '@/components/account/dashboard';
import { getTranslations } from '@/components/intl/server';
import { recentComparisons, recentLogins } from '@/lib/account/history';
import { requireUser } from '@/lib/auth/session';
import { changeAdaptation } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('pageTitle') };
}

export default async function ProtectedPage(): Promise<ReactElement> {
  const { user, renewal } = await requireUser('/protected');
  const [logins, comparisons] = await Promise.all([recentLogins(user.id), recentComparisons(user.id, new Date())]);
  return (
    <Dashboard
      user={user}
      isVoiceOutdated={renewal === 'postponed'}
      logins={logins}
      comparisons={comparisons}
      logOut={logOut}
      changeAdaptation={changeAdaptation}
    />
  );
}
