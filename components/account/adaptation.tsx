import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { Button } from '@/components/ui/button';

interface AdaptationProps {
  allowed: boolean;
  /** The server action; reads `choice`. */
  action: (form: FormData) => Promise<void>;
}

/** Whether log-ins keep the samples up to date, and the way back. Plain forms: they work without JavaScript. */
export async function Adaptation({ allowed, action }: AdaptationProps): Promise<ReactElement> {
  const t = await getTranslations('account.adaptation');
  return (
    <section aria-labelledby="updates" className="mt-10">
      <h2 id="updates" className="font-semibold text-xl tracking-tight">
        {t('title')}
      </h2>
      <p className="mt-3 text-muted leading-7">{t('text')}</p>
      <p className="mt-3 font-medium">{allowed ? t('on') : t('off')}</p>
      <form action={action} className="mt-3 flex flex-col gap-3">
        <Button type="submit" look="secondary" name="choice" value={allowed ? 'stop' : 'allow'}>
          {allowed ? t('stop') : t('allow')}
        </Button>
        {allowed && (
          <Button type="submit" look="quiet" name="choice" value="reset">
            {t('reset')}
          </Button>
        )}
      </form>
    </section>
  );
}
