import type { ReactElement } from 'react';
import { Button } from '@/components/ui/button';
import { logOutWords } from './words';

interface LogOutProps {
  look: 'button' | 'link';
  /** The server action that ends the session. */
  action: () => Promise<void>;
}

/** Logs out by a POST, which no picture or link on another site can send. */
export function LogOut({ look, action }: LogOutProps): ReactElement {
  return (
    <form action={action}>
      <Button type="submit" look={look === 'link' ? 'quiet' : 'primary'}>
        {logOutWords.action}
      </Button>
    </form>
  );
}
