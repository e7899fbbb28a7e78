'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { signInWithTicket } from '@/components/account/sign-in-with-ticket';
import { signWithPasskey, stopWaiting, suggestsPasskeys } from '@/components/passkeys/ceremony';
import type { OtherLoginActions, Result } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';

/** How long a request waits in the name field before it is made anew, in milliseconds: its challenge lasts five minutes. */
const RENEW_MS = 4 * 60_000;

export interface PasskeyLogIn {
  state: 'idle' | 'waiting' | 'stopped' | { refused: ErrorCode };
  /** Asks for a passkey now. */
  press(): void;
}

interface PasskeyLogInOptions {
  actions: Pick<OtherLoginActions, 'startPasskeyLogIn' | 'logInWithPasskey'>;
  /** Whether a passkey is enough at this site. */
  offered: boolean;
  onDone: () => void;
}

/** A log-in with a passkey: by a button, or among the suggestions of the name field. No name is needed. */
export function usePasskeyLogIn({ actions, offered, onDone }: PasskeyLogInOptions): PasskeyLogIn {
  const [state, setState] = useState<PasskeyLogIn['state']>('idle');
  const { startPasskeyLogIn, logInWithPasskey } = actions;
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });

  const logIn = useCallback(
    async (autofill: boolean): Promise<Result | 'stopped'> => {
      const started = await startPasskeyLogIn({});
      if (!started.ok) return started;
      const answer = await signWithPasskey(started.options, { autofill });
      if (typeof answer === 'string') return 'stopped';
      const result = await logInWithPasskey(answer);
      if (!result.ok) return result;
      return (await signInWithTicket(result.ticket)) ? { ok: true } : { ok: false, code: 'internal' };
    },
    [startPasskeyLogIn, logInWithPasskey],
  );

  const run = useCallback(
    async (autofill: boolean): Promise<void> => {
      const result = await logIn(autofill).catch((): Result => ({ ok: false, code: 'unavailable' }));
      if (result === 'stopped') {
        // Of a suggestion that nobody took, nothing is said.
        if (!autofill) setState('stopped');
      } else if (result.ok) done.current();
      else if (!autofill || result.code === 'not_recognised') setState({ refused: result.code });
    },
    [logIn],
  );

  useEffect(() => {
    if (!offered) return;
    let isLeft = false;
    const wait = async (): Promise<void> => {
      if (!isLeft && (await suggestsPasskeys())) await run(true);
    };
    void wait();
    const timer = setInterval(() => void wait(), RENEW_MS);
    return () => {
      isLeft = true;
      clearInterval(timer);
      void suggestsPasskeys().then((does) => (does ? stopWaiting() : undefined));
    };
  }, [offered, run]);

  const press = (): void => {
    setState('waiting');
    void run(false);
  };
  return { state, press };
}
