'use client';
import { signOut } from 'next-auth/react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { Button } from '@/components/ui/button';
import { logOutWords } from './words';

/** Logs out by a POST with the token against forgery, which next-auth asks for first. */
export function LogOut({ look }: { look: 'button' | 'link' }): ReactElement {
  const [stage, setStage] = useState<'ready' | 'leaving' | 'failed'>('ready');

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setStage('leaving');
    try {
      await signOut({ redirect: false });
      window.location.assign('/?logged_out=1');
    } catch {
      setStage('failed');
    }
  };

  return (
    <form method="post" action="/logout" onSubmit={submit}>
      <Button type="submit" look={look === 'link' ? 'quiet' : 'primary'} disabled={stage === 'leaving'}>
        {stage === 'leaving' ? logOutWords.leaving : logOutWords.action}
      </Button>
      <p role="status" className={stage === 'failed' ? 'mt-2 text-danger text-sm' : 'sr-only'}>
        {stage === 'failed' ? logOutWords.failed : ''}
      </p>
    </form>
  );
}
