import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { Button } from '@/components/ui/button';

/** Asks for the file; a plain form, so that the browser saves what comes. */
export async function ExportForm(): Promise<ReactElement> {
  const t = await getTranslations('myAccount.export');
  return (
    <form method="post" action="/account/export" className="mt-3">
      <label className="flex items-start gap-3 text-sm leading-6">
        <input type="checkbox" name="templates" value="yes" className="mt-1 size-5 flex-none accent-accent" />
        {t('templates')}
      </label>
      <Button type="submit" look="secondary" className="mt-3">
        {t('submit')}
      </Button>
    </form>
  );
}
