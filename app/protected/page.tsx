import type { Metadata } from 'next';
import type { ReactElement } from 'react';
import { answerTries } from '@/app/account/actions';
import { logOut } from '@/app/logout/actions';
import { Dashboard } from '@/components/account/dashboard';
import { getTranslations } from '@/components/intl/server';
import { recentComparisons, recentLogins } from '@/lib/account/history';
import { groupLogins } from '@/lib/account/login-groups';
import { lastMatch } from '@/lib/account/match';
import { hasOtherWayIn } from '@/lib/account/other-ways';
import { failedTries, lastVisit } from '@/lib/account/tries';
import { requireUser } from '@/lib/auth/session';
import { authDeps } from '@/lib/runtime/deps';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('dashboard'))('pageTitle') };
}

export default async function ProtectedPage(): Promise<ReactElement> {
  const who = await requireUser('/protected');
  const { user, renewal } = who;
  const deps = await authDeps();
  const now = deps.now();
  const visit = await lastVisit(who, deps);
  const [logins, comparisons, tries, hasPasskey] = await Promise.all([
    recentLogins(user.id, now),
    recentComparisons(user.id, now),
    failedTries(user, visit, deps),
    hasOtherWayIn(user.id),
  ]);
  return (
    <Dashboard
      user={user}
      isVoiceOutdated={renewal === 'postponed'}
      lastVisit={visit}
      tries={tries}
      hasPasskey={hasPasskey}
      logins={groupLogins(logins)}
      match={lastMatch(comparisons, deps.policy)}
      comparisons={comparisons}
      logOut={logOut}
      answerTries={answerTries}
    />
  );
}
