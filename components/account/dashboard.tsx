import Link from 'next/link';
import type { ReactElement } from 'react';
import { getFormatter, getTranslations } from '@/components/intl/server';
import { Notice } from '@/components/ui/notice';
import type { LoginGroup } from '@/lib/account/login-groups';
import type { MatchLevel } from '@/lib/account/match';
import type { FailedTries } from '@/lib/account/tries';
import { LogOut } from './log-out';
import { Logins } from './logins';
import { Match } from './match';
import type { ShownComparison } from './scores';
import { Section } from './section';
import { Tries } from './tries';
import { WaysIn } from './ways-in';

interface DashboardProps {
  user: { name: string; createdAt: Date; withdrawnAt: Date | null; alarmedAt: Date | null };
  /** Whether there are sentences to say once more that were put off. */
  isVoiceOutdated: boolean;
  lastVisit: Date | undefined;
  /** Refused tries that the person has not answered for. */
  tries: FailedTries | undefined;
  hasPasskey: boolean;
  /** Newest first, as the comparisons. */
  logins: LoginGroup[];
  match: Record<'face' | 'voice', MatchLevel> | undefined;
  comparisons: ShownComparison[];
  logOut: () => Promise<void>;
  /** Server actions. */
  answerTries: (form: FormData) => Promise<void>;
}

/** The page behind the door: what needs an answer first, then what there is to know. */
export async function Dashboard(props: DashboardProps): Promise<ReactElement> {
  const { user, isVoiceOutdated, lastVisit, tries, hasPasskey, logins, match, comparisons } = props;
  const t = await getTranslations('dashboard');
  const format = await getFormatter();
  const isWithdrawn = user.withdrawnAt !== null;
  return (
    <div className="mx-auto w-full max-w-5xl px-5 pt-6 sm:pt-10">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 className="wrap-anywhere min-w-0 font-semibold text-3xl tracking-tight sm:text-4xl">
          {t('hello', { name: user.name })}
        </h1>
        <LogOut look="link" action={props.logOut} />
      </div>
      <p className="mt-2 text-muted">
        {lastVisit
          ? t('lastTime', { at: format.dateTime(lastVisit, { dateStyle: 'long', timeStyle: 'short' }) })
          : t('signedUp', { date: format.dateTime(user.createdAt, { dateStyle: 'long' }) })}
      </p>
      <div className="mt-6 grid gap-4 empty:hidden">
        {tries && <Tries tries={tries} action={props.answerTries} />}
        {user.alarmedAt && (
          <Notice kind="info" title={t('alarm.title')}>
            <p>{t('alarm.text')}</p>
          </Notice>
        )}
        {isVoiceOutdated && (
          <Notice kind="info" title={t('outdated.title')}>
            <p>{t('outdated.text')}</p>
            <Link href="/renew_voice" className="link inline-flex min-h-11 items-center">
              {t('outdated.link')}
            </Link>
          </Notice>
        )}
      </div>
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
        <Section id="logins" title={t('logins.title')}>
          <Logins logins={logins} />
        </Section>
        <div className="grid gap-4">
          <Section id="ways-in" title={t('waysIn.title')}>
            <WaysIn hasPasskey={hasPasskey} isWithdrawn={isWithdrawn} />
          </Section>
          {!isWithdrawn && (
            <Section id="match" title={t('match.title')}>
              <Match match={match} comparisons={comparisons} />
            </Section>
          )}
          <p>
            <Link href="/account" className="link inline-flex min-h-11 items-center">
              {t('account')}
            </Link>
          </p>
        </div>
      </div>
    </div>
  );
}
