import { CircleCheck, CircleSlash, RotateCcw } from 'lucide-react';
import type { ReactElement } from 'react';
import { getFormatter, getTranslations } from '@/components/intl/server';
import type { LoginGroup } from '@/lib/account/login-groups';
import { browserText, reasonText } from './past-login';

const icons = { accepted: CircleCheck, refused: CircleSlash, retry: RotateCcw };
const inks = { accepted: 'text-success', refused: 'text-danger', retry: 'text-muted' };

/** Groups that stand there at once; the others of the last 30 days are one press away. */
const SHOWN = 6;

/** A person's past log-ins: when, how they ended, on what, and why; failures one after the other are one entry. */
export async function Logins({ logins }: { logins: readonly LoginGroup[] }): Promise<ReactElement> {
  const t = await getTranslations('dashboard.logins');
  if (logins.length === 0) return <p className="mt-2 text-muted leading-7">{t('none')}</p>;
  const earlier = logins.slice(SHOWN);
  return (
    <>
      <Entries logins={logins.slice(0, SHOWN)} />
      {earlier.length > 0 && (
        <details className="border-line border-t">
          <summary className="flex min-h-11 cursor-pointer items-center text-sm underline underline-offset-4">
            {t('earlier', { count: earlier.length })}
          </summary>
          <Entries logins={earlier} />
        </details>
      )}
    </>
  );
}

async function Entries({ logins }: { logins: readonly LoginGroup[] }): Promise<ReactElement> {
  const t = await getTranslations('dashboard.logins');
  const past = await getTranslations('account');
  const format = await getFormatter();
  return (
    <ul className="divide-y divide-line">
      {logins.map(({ id, outcome, count, first, last, reasons, signals, browsers }) => {
        const Icon = icons[outcome];
        const when =
          count === 1
            ? format.dateTime(last, { dateStyle: 'medium', timeStyle: 'short' })
            : format.dateTimeRange(first, last, { dateStyle: 'medium' });
        return (
          <li key={id} className="flex gap-3 py-3">
            <Icon aria-hidden className={`mt-0.5 size-5 flex-none ${inks[outcome]}`} />
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap justify-between gap-x-3">
                <span>{t(outcome, { count })}</span>
                <time dateTime={last.toISOString()} className="text-muted text-sm tabular-nums leading-6">
                  {when}
                </time>
              </div>
              <p className="text-muted text-sm leading-6">
                {format.list(browsers.map((browser) => browserText(past, browser)))}
              </p>
              {reasons.map((reason) => (
                <p key={reason} className="text-sm leading-6">
                  {reasonText(past, reason)}
                </p>
              ))}
              {signals.map((signal) => (
                <p key={signal} className="text-sm leading-6">
                  {past(`signals.${signal}`)}
                </p>
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
