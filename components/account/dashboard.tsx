import { CircleCheck, CircleSlash, Laptop, RotateCcw, ScanFace, ShieldCheck } from 'lucide-react';
import type { ReactElement } from 'react';
import { LogOut } from './log-out';
import { accountWords, hello, signedUpOn } from './words';

interface Login {
  at: Date;
  outcome: 'accepted' | 'refused' | 'retry';
}

interface DashboardProps {
  logOut: () => Promise<void>;
  name: string;
  createdAt: Date;
  logins: Login[];
}

const emptyIcons = [ScanFace, Laptop, ShieldCheck];
const outcomeIcons = { accepted: CircleCheck, refused: CircleSlash, retry: RotateCcw };
const outcomeInks = { accepted: 'text-success', refused: 'text-danger', retry: 'text-muted' };

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** The page behind the door. */
export function Dashboard({ name, createdAt, logins, logOut }: DashboardProps): ReactElement {
  return (
    <div className="mx-auto w-full max-w-column px-5 pt-6 sm:pt-10">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 className="wrap-anywhere min-w-0 font-semibold text-3xl tracking-tight sm:text-4xl">{hello(name)}</h1>
        <LogOut look="link" action={logOut} />
      </div>
      <p className="mt-2 text-muted">{signedUpOn(day.format(createdAt))}</p>

      <section aria-labelledby="logins" className="mt-10">
        <h2 id="logins" className="font-semibold text-xl tracking-tight">
          {accountWords.logins}
        </h2>
        {logins.length === 0 ? (
          <p className="mt-3 text-muted leading-7">{accountWords.noLogins}</p>
        ) : (
          <Logins logins={logins} />
        )}
      </section>

      {accountWords.empty.map(({ title, text }, i) => {
        const Icon = emptyIcons[i] ?? ShieldCheck;
        return (
          <section
            key={title}
            className="mt-4 flex gap-4 rounded-frame border border-line bg-raised p-5 first-of-type:mt-10"
          >
            <Icon aria-hidden className="mt-0.5 size-6 flex-none text-accent" strokeWidth={1.75} />
            <div>
              <h2 className="font-medium text-lg">{title}</h2>
              <p className="mt-1 text-muted leading-7">{text}</p>
            </div>
          </section>
        );
      })}
    </div>
  );
}

function Logins({ logins }: { logins: Login[] }): ReactElement {
  return (
    <ul className="mt-3 mb-10 divide-y divide-line rounded-frame border border-line bg-raised px-5">
      {logins.map(({ at, outcome }) => {
        const Icon = outcomeIcons[outcome];
        return (
          <li key={at.toISOString()} className="flex min-h-14 items-center gap-3">
            <Icon aria-hidden className={`size-5 flex-none ${outcomeInks[outcome]}`} />
            <span>{accountWords.outcomes[outcome]}</span>
            <time dateTime={at.toISOString()} className="ml-auto whitespace-nowrap text-muted text-sm tabular-nums">
              {moment.format(at)}
            </time>
          </li>
        );
      })}
    </ul>
  );
}
