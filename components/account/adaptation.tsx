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
  const t = await getTranslations('myAccount.updates');
  return (
    <div className="mt-5 border-line border-t pt-4">
      <h3 className="font-medium">{t('title')}</h3>
      <p className="mt-1 text-muted text-sm leading-6">{t('text')}</p>
      <p className="mt-2 font-medium text-sm">{allowed ? t('on') : t('off')}</p>
      <form action={action} className="mt-2 flex flex-wrap gap-x-6 gap-y-2">
        <Button type="submit" look="secondary" name="choice" value={allowed ? 'stop' : 'allow'}>
          {allowed ? t('stop') : t('allow')}
        </Button>
        {allowed && (
          <Button type="submit" look="quiet" name="choice" value="reset">
            {t('reset')}
          </Button>
        )}
      </form>
    </div>
  );
}
