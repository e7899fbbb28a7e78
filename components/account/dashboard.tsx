import { Laptop, ScanFace, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { getFormatter, getTranslations } from '@/components/intl/server';
import { Notice } from '@/components/ui/notice';
import type { PastLogin } from '@/lib/account/history';
import { Adaptation } from './adaptation';
import { LogOut } from './log-out';
import { Logins } from './logins';
import { Scores, type ShownComparison } from './scores';

interface DashboardProps {
  user: { name: string; createdAt: Date; adaptive: boolean };
  /** Whether there are sentences to say once more that were put off. */
  isVoiceOutdated: boolean;
  /** Newest first, as the comparisons. */
  logins: PastLogin[];
  comparisons: ShownComparison[];
  logOut: () => Promise<void>;
  changeAdaptation: (form: FormData) => Promise<void>;
}

const empty = [
  { what: 'samples', icon: ScanFace },
  { what: 'devices', icon: Laptop },
  { what: 'data', icon: ShieldCheck },
] as const;

/** The page behind the door. */
export async function Dashboard(props: DashboardProps): Promise<ReactElement> {
  const [t, format] = await Promise.all([getTranslations('account'), getFormatter()]);
  const { user, isVoiceOutdated, logins, comparisons, logOut, changeAdaptation } = props;
  const { name, createdAt, adaptive } = user;
  return (
    <div className="mx-auto w-full max-w-column px-5 pt-6 sm:pt-10">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 className="wrap-anywhere min-w-0 font-semibold text-3xl tracking-tight sm:text-4xl">
          {t('hello', { name })}
        </h1>
        <LogOut look="link" action={logOut} />
      </div>
      <p className="mt-2 text-muted">{t('signedUpOn', { date: format.dateTime(createdAt, { dateStyle: 'long' }) })}</p>

      {isVoiceOutdated && (
        <div className="mt-6">
          <Notice kind="info" title={t('voice.title')}>
            <p>{t('voice.text')}</p>
            <Link href="/renew_voice" className="link inline-flex min-h-11 items-center">
              {t('voice.link')}
            </Link>
          </Notice>
        </div>
      )}

      <section aria-labelledby="logins" className="mt-10">
        <h2 id="logins" className="font-semibold text-xl tracking-tight">
          {t('logins.title')}
        </h2>
        {logins.length === 0 ? (
          <p className="mt-3 text-muted leading-7">{t('logins.none')}</p>
        ) : (
          <Logins logins={logins} />
        )}
      </section>

      <section aria-labelledby="scores" className="mt-10">
        <h2 id="scores" className="font-semibold text-xl tracking-tight">
          {t('scores.title')}
        </h2>
        <Scores comparisons={comparisons} />
      </section>

      <Adaptation allowed={adaptive} action={changeAdaptation} />

      {empty.map(({ what, icon: Icon }, i) => (
        <section
          key={what}
          className={`${i === 0 ? 'mt-10' : 'mt-4'} flex gap-4 rounded-frame border border-line bg-raised p-5`}
        >
          <Icon aria-hidden className="mt-0.5 size-6 flex-none text-accent" strokeWidth={1.75} />
          <div>
            <h2 className="font-medium text-lg">{t(`empty.${what}.title`)}</h2>
            <p className="mt-1 text-muted leading-7">{t(`empty.${what}.text`)}</p>
            {what === 'devices' && (
              <Link href="/account/ways_in" className="link inline-flex min-h-11 items-center">
                {t('empty.devices.link')}
              </Link>
            )}
          </div>
        </section>
      ))}
    </div>
  );
}
