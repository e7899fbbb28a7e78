import { EyeOff, KeyRound, Trash2 } from 'lucide-react';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { buttonClass } from '@/components/ui/button-class';
import { HowItWorks } from './how-it-works';

const facts = [
  { fact: 'kept', icon: KeyRound },
  { fact: 'neverKept', icon: EyeOff },
  { fact: 'deleted', icon: Trash2 },
] as const;

const outside = [
  { href: '/sign_up', text: 'signUp', look: 'primary' },
  { href: '/log_in', text: 'logIn', look: 'secondary' },
] as const;
const inside = [
  { href: '/protected', text: 'yourPage', look: 'primary' },
  { href: '/account', text: 'yourAccount', look: 'secondary' },
] as const;

/** The first page: one sentence, one picture, the ways on, three facts; side by side where there is room. */
export async function Home({ isSignedIn }: { isSignedIn: boolean }): Promise<ReactElement> {
  const t = await getTranslations('home');
  return (
    <div className="mx-auto w-full max-w-column px-5 pt-6 sm:pt-12 lg:max-w-5xl lg:px-8">
      <div className="grid items-center gap-12 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)] lg:gap-16">
        <div>
          <h1 className="font-semibold text-4xl leading-[1.1] tracking-tight sm:text-5xl">{t('title')}</h1>
          <p className="mt-5 text-lg text-muted leading-8">{t('lead')}</p>
          <div className="mt-8 flex flex-wrap gap-3">
            {(isSignedIn ? inside : outside).map(({ href, text, look }) => (
              <Link key={href} href={href} className={buttonClass(look, 'grow')}>
                {t(text)}
              </Link>
            ))}
          </div>
        </div>
        <HowItWorks />
      </div>
      <h2 className="sr-only">{t('factsTitle')}</h2>
      <ul className="mt-12 grid gap-8 lg:mt-16 lg:grid-cols-3">
        {facts.map(({ fact, icon: Icon }) => (
          <li key={fact} className="flex gap-4 lg:flex-col">
            <span className="flex size-11 flex-none items-center justify-center rounded-control bg-accent-soft text-accent">
              <Icon aria-hidden className="size-5" strokeWidth={1.75} />
            </span>
            <div>
              <h3 className="font-medium text-lg">{t(`facts.${fact}.title`)}</h3>
              <p className="mt-1 text-muted leading-7">{t(`facts.${fact}.text`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
