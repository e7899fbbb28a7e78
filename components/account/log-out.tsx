import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { Button } from '@/components/ui/button';

interface LogOutProps {
  look: 'button' | 'link';
  /** The server action that ends the session. */
  action: () => Promise<void>;
}

/** Logs out by a POST, which no picture or link on another site can send. */
export async function LogOut({ look, action }: LogOutProps): Promise<ReactElement> {
  const t = await getTranslations('account.logOut');
  return (
    <form action={action}>
      <Button type="submit" look={look === 'link' ? 'quiet' : 'primary'}>
        {t('action')}
      </Button>
    </form>
  );
}
