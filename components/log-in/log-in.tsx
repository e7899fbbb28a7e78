'use client';
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { signInWithTicket } from '@/components/account/sign-in-with-ticket';
import { CaptureScreen } from '@/components/capture/capture-screen';
import type { Sample } from '@/components/capture/sample';
import { OPENING_MS } from '@/components/capture/threshold';
import { useCapture } from '@/components/capture/use-capture';
import { useKeptFocus } from '@/components/capture/use-kept-focus';
import { HelpLink } from '@/components/help/help-link';
import { useErrorText } from '@/components/intl/error-text';
import { acrossUpdates, useTypedName } from '@/components/site/update';
import type { LoginActions, LoginChallenge, Result } from '@/lib/api/contract';
import { AfterRefusal } from './after-refusal';
import { NameForm } from './name-form';
import { OtherWays } from './other-ways';

const wanted = { camera: true, microphone: true };

interface LogInProps {
  actions: LoginActions;
  /** A path of this site, from `returnPath`. */
  returnTo: string;
  /** Where the people who run the site can be reached, as a `mailto:` or `https:` address. */
  contact: string | undefined;
}

/** The whole log-in: a name, one look, a few digits, one answer. */
export function LogIn({ actions: given, returnTo, contact }: LogInProps): ReactElement {
  const t = useTranslations('logIn');
  const errorText = useErrorText();
  const actions = useMemo(() => acrossUpdates(given), [given]);
  const [name, setName] = useTypedName();
  /** An operator's code as it is typed; null where nobody asked for the field. */
  const [code, setCode] = useState<string | null>(null);
  const codeField = useRef<HTMLInputElement>(null);
  const [challenge, setChallenge] = useState<LoginChallenge | null>(null);

  const prepare = async (): Promise<Result> => {
    const result = await actions.startLogin({ name: name.trim() });
    setChallenge(result.ok ? result : null);
    return result;
  };

  const send = async ({ burst, turn, mouth, recording }: Sample): Promise<Result> => {
    if (!challenge) return { ok: false, code: 'attempt_ended' };
    const result = await actions.logIn({
      attemptId: challenge.attemptId,
      frames: burst.frames,
      frameTimes: burst.times,
      recording,
      turn,
      mouth: { crops: mouth.frames, times: mouth.times },
      code: code?.trim() || undefined,
    });
    if (!result.ok) return result;
    return (await signInWithTicket(result.ticket)) ? { ok: true } : { ok: false, code: 'internal' };
  };

  const capture = useCapture({
    wanted,
    prepare,
    steps: challenge?.steps ?? [],
    progress: { taken: 0, of: 1 },
    send,
    series: false,
    complete: true,
  });
  const { state } = capture;
  const root = useKeptFocus<HTMLDivElement>(state.name === 'idle' ? 'idle' : 'busy');

  useEffect(() => {
    if (state.name !== 'accepted') return;
    // A whole new page, so that nothing from before the log-in is shown from a cache.
    const timer = setTimeout(() => window.location.assign(returnTo), OPENING_MS);
    return () => clearTimeout(timer);
  }, [state.name, returnTo]);

  const askForCode = (): void => {
    if (state.name !== 'idle') capture.cancel();
    setCode(code ?? '');
  };
  const otherWays = <OtherWays contact={contact} onCode={askForCode} codeField={codeField} />;

  const words = {
    accepted: t('accepted'),
    refused: {
      title: t('refused'),
      text: errorText('not_recognised'),
      more: (triesLeft: number | undefined) => <AfterRefusal name={name.trim()} triesLeft={triesLeft} />,
    },
  };

  return (
    <div ref={root} tabIndex={-1} className="outline-none">
      {state.name === 'idle' && (
        <>
          <NameForm
            name={name}
            onName={setName}
            code={code}
            onCode={setCode}
            codeField={codeField}
            onSubmit={capture.start}
          />
          <p className="mt-6 text-muted leading-6">{t('what')}</p>
          <HelpLink question="ability" />
          <br />
          {otherWays}
        </>
      )}
      <CaptureScreen capture={capture} label={t('title')} words={words} opens>
        {otherWays}
      </CaptureScreen>
    </div>
  );
}
