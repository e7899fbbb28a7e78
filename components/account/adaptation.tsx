import type { ReactElement } from 'react';
import { Button } from '@/components/ui/button';
import { adaptationWords } from './words';

interface AdaptationProps {
  allowed: boolean;
  /** The server action; reads `choice`. */
  action: (form: FormData) => Promise<void>;
}

/** Whether log-ins keep the samples up to date, and the way back. Plain forms: they work without JavaScript. */
export function Adaptation({ allowed, action }: AdaptationProps): ReactElement {
  return (
    <section aria-labelledby="updates" className="mt-10">
      <h2 id="updates" className="font-semibold text-xl tracking-tight">
        {adaptationWords.title}
      </h2>
      <p className="mt-3 text-muted leading-7">{adaptationWords.text}</p>
      <p className="mt-3 font-medium">{allowed ? adaptationWords.on : adaptationWords.off}</p>
      <form action={action} className="mt-3 flex flex-col gap-3">
        <Button type="submit" look="secondary" name="choice" value={allowed ? 'stop' : 'allow'}>
          {allowed ? adaptationWords.stop : adaptationWords.allow}
        </Button>
        {allowed && (
          <Button type="submit" look="quiet" name="choice" value="reset">
            {adaptationWords.reset}
          </Button>
        )}
      </form>
    </section>
  );
}
