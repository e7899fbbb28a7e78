import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { Adaptation } from '@/components/account/adaptation';
import { Consent } from '@/components/account/consent';
import { ExportForm } from '@/components/account/export-form';
import { LogInAgain } from '@/components/account/log-in-again';
import { RenameForm } from '@/components/account/rename-form';
import { Samples } from '@/components/account/samples';
import { Section } from '@/components/account/section';
import { SessionList } from '@/components/account/session-list';
import { getTranslations } from '@/components/intl/server';
import { Texts } from '@/components/intl/texts';
import { ownSessions } from '@/lib/account/sessions';
import { isFreshNow, requireSignedIn } from '@/lib/auth/session';
import { authDeps } from '@/lib/runtime/deps';
import { changeAdaptation, endOneSession, endOtherSessions, rename } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('myAccount'))('title') };
}

export default async function AccountPage(): Promise<ReactElement> {
  const who = await requireSignedIn('/account');
  const { user } = who;
  const isFresh = isFreshNow(who);
  const sessions = await ownSessions(who, await authDeps());
  const t = await getTranslations('myAccount');
  return (
    <div className="mx-auto w-full max-w-5xl px-5 pt-6 sm:pt-10">
      <h1 className="font-semibold text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-2">
        <Link href="/protected" className="link inline-flex min-h-11 items-center">
          {t('back')}
        </Link>
      </p>
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
        <div className="grid gap-4">
          <Section id="name" title={t('name.title')}>
            {isFresh ? (
              <Texts areas={['errors', 'myAccount', 'names']}>
                <RenameForm name={user.name} action={rename} />
              </Texts>
            ) : (
              <AgainFor text={user.name} />
            )}
          </Section>
          <Section id="samples" title={t('samples.title')}>
            {user.withdrawnAt === null && <Samples user={user} />}
            <Consent user={user} />
            {user.withdrawnAt === null && <Adaptation allowed={user.adaptive} action={changeAdaptation} />}
          </Section>
        </div>
        <div className="grid gap-4">
          <Section id="ways-in" title={t('waysIn.title')}>
            <Link href="/account/ways_in" prefetch={false} className="link inline-flex min-h-11 items-center">
              {t('waysIn.link')}
            </Link>
          </Section>
          <Section id="sessions" title={t('sessions.title')}>
            <SessionList sessions={sessions} endOne={endOneSession} endOthers={endOtherSessions} />
          </Section>
          <Section id="export" title={t('export.title')}>
            <p className="mt-2 leading-7">{t('export.text')}</p>
            {isFresh ? <ExportForm /> : <LogInAgain path="/account" />}
          </Section>
          <Section id="delete" title={t('delete.title')}>
            <Link href="/account/delete" className="link inline-flex min-h-11 items-center text-danger">
              {t('delete.link')}
            </Link>
          </Section>
        </div>
      </div>
    </div>
  );
}

function AgainFor({ text }: { text: string }): ReactElement {
  return (
    <>
      <p className="wrap-anywhere mt-2 leading-7">{text}</p>
      <LogInAgain path="/account" />
    </>
  );
}
