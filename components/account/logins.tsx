import { CircleCheck, CircleSlash, RotateCcw } from 'lucide-react';
import type { ReactElement } from 'react';
import { getFormatter, getTranslations } from '@/components/intl/server';
import type { PastLogin } from '@/lib/account/history';
import { MOMENT } from './moment';
import { browserText, reasonText } from './past-login';

const icons = { accepted: CircleCheck, refused: CircleSlash, retry: RotateCcw };
const inks = { accepted: 'text-success', refused: 'text-danger', retry: 'text-muted' };

/** A person's past log-ins: when, how it ended, on what, and why. */
export async function Logins({ logins }: { logins: readonly PastLogin[] }): Promise<ReactElement> {
  const [t, format] = await Promise.all([getTranslations('account'), getFormatter()]);
  return (
    <ul className="mt-3 divide-y divide-line rounded-frame border border-line bg-raised px-5">
      {logins.map(({ id, at, outcome, reason, signals, browser }) => {
        const Icon = icons[outcome];
        return (
          <li key={id} className="flex gap-3 py-4">
            <Icon aria-hidden className={`mt-0.5 size-5 flex-none ${inks[outcome]}`} />
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap justify-between gap-x-3">
                <span>{t(`logins.outcomes.${outcome}`)}</span>
                <time
                  dateTime={at.toISOString()}
                  className="whitespace-nowrap text-muted text-sm tabular-nums leading-6"
                >
                  {format.dateTime(at, MOMENT)}
                </time>
              </div>
              <p className="text-muted text-sm leading-6">{browserText(t, browser)}</p>
              {reason !== undefined && <p className="mt-1 text-sm leading-6">{reasonText(t, reason)}</p>}
              {signals.map((signal) => (
                <p key={signal} className="mt-1 text-sm leading-6">
                  {t(`signals.${signal}`)}
                </p>
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
