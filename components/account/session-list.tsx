import type { ReactElement } from 'react';
import { getFormatter, getTranslations } from '@/components/intl/server';
import { Button } from '@/components/ui/button';
import type { ShownSession } from '@/lib/account/sessions';
import { browserText } from './past-login';

interface SessionListProps {
  sessions: readonly ShownSession[];
  /** Server actions; the first reads `handle`. */
  endOne: (form: FormData) => Promise<void>;
  endOthers: () => Promise<void>;
}

/** Where a person is logged in, and the way to end that. */
export async function SessionList({ sessions, endOne, endOthers }: SessionListProps): Promise<ReactElement> {
  const t = await getTranslations('myAccount.sessions');
  const past = await getTranslations('account');
  const format = await getFormatter();
  const moment = (at: Date): string => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <ul className="mt-2 divide-y divide-line">
        {sessions.map(({ handle, device, addressPrefix, startedAt, seenAt, isThis }) => {
          const name = browserText(past, device);
          const started = moment(startedAt);
          return (
            <li key={handle} className="flex flex-wrap items-center justify-between gap-x-4 py-2">
              <div className="min-w-0 leading-6">
                <p className="wrap-anywhere">
                  {t('device', { device: name, place: addressPrefix })}
                  {isThis && <strong className="ms-2 font-medium text-accent">{t('this')}</strong>}
                </p>
                <p className="text-muted text-sm">{t('times', { started, seen: moment(seenAt) })}</p>
              </div>
              {!isThis && (
                <form action={endOne}>
                  <input type="hidden" name="handle" value={handle} />
                  <Button type="submit" look="quiet" aria-label={t('endLabel', { device: name, started })}>
                    {t('end')}
                  </Button>
                </form>
              )}
            </li>
          );
        })}
      </ul>
      {sessions.length > 1 ? (
        <form action={endOthers} className="mt-3">
          <Button type="submit" look="secondary">
            {t('endOthers')}
          </Button>
        </form>
      ) : (
        <p className="mt-2 text-muted text-sm leading-6">{t('only')}</p>
      )}
    </>
  );
}
