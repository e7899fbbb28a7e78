'use client';
import dynamic from 'next/dynamic';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { signInWithTicket } from '@/components/account/sign-in-with-ticket';
import { CaptureScreen } from '@/components/capture/capture-screen';
import type { Sample } from '@/components/capture/sample';
import { ENTER_MS } from '@/components/capture/threshold';
import { useCapture } from '@/components/capture/use-capture';
import { useKeptFocus } from '@/components/capture/use-kept-focus';
import { HelpLink } from '@/components/help/help-link';
import { useErrorText } from '@/components/intl/error-text';
import { useActions, useTypedName } from '@/components/site/update';
import type { LoginActions, LoginChallenge, OtherLoginActions, PasskeyRequest, Result } from '@/lib/api/contract';
import { AfterRefusal } from './after-refusal';
import { NameForm } from './name-form';
import { OtherWays } from './other-ways';
import { PasskeyButton } from './passkey-button';
import { usePasskeyLogIn } from './use-passkey';

const PasskeyStep = dynamic(() => import('./passkey-step').then((module) => module.PasskeyStep), { ssr: false });

const wanted = { camera: true, microphone: true };

const saidPart = ({ burst, mouth, recording }: Pick<Sample, 'burst' | 'mouth' | 'recording'>) => ({
  frames: burst.frames,
  frameTimes: burst.times,
  recording,
  mouth: { crops: mouth.frames, times: mouth.times },
});

interface LogInProps {
  actions: LoginActions & Pick<OtherLoginActions, 'startPasskeyLogIn' | 'logInWithPasskey' | 'completeWithPasskey'>;
  /** A path of this site, from `returnPath`. */
  returnTo: string;
  /** Where the people who run the site can be reached, as a `mailto:` or `https:` address. */
  contact: string | undefined;
  /** What lets people in here besides face and voice. */
  offers: { passkeys: boolean; email: boolean };
}

/** The whole log-in: a name, one look, a few digits, one answer. */
export function LogIn({ actions: given, returnTo, contact, offers }: LogInProps): ReactElement {
  const t = useTranslations('logIn');
  const errorText = useErrorText();
  const actions = useActions(given);
  const [name, setName] = useTypedName();
  /** An operator's code as it is typed; null where nobody asked for the field. */
  const [code, setCode] = useState<string | null>(null);
  const codeField = useRef<HTMLInputElement>(null);
  const [challenge, setChallenge] = useState<LoginChallenge | null>(null);
  /** The passkey that is asked for after face and voice. */
  const [asked, setAsked] = useState<PasskeyRequest | null>(null);
  // A whole new page, so that nothing from before the log-in is shown from a cache.
  const goOn = (): void => window.location.assign(returnTo);
  const passkey = usePasskeyLogIn({ actions, offered: offers.passkeys, onDone: goOn });

  const prepare = async (): Promise<Result> => {
    const result = await actions.startLogin({ name: name.trim() });
    setChallenge(result.ok ? result : null);
    return result;
  };

  const send = async ({ burst, turn, mouth, recording }: Sample): Promise<Result> => {
    if (!challenge) return { ok: false, code: 'attempt_ended' };
    const result = await actions.logIn({
      attemptId: challenge.attemptId,
      ...saidPart({ burst, mouth, recording }),
      turn,
      code: code?.trim() || undefined,
    });
    if (!result.ok) {
      if (result.code === 'passkey_asked') setAsked(result.passkey ?? null);
      return result;
    }
    return (await signInWithTicket(result.ticket)) ? { ok: true } : { ok: false, code: 'internal' };
  };

  const sendAhead = async ({ burst, turn, mouth, recording }: Partial<Sample>): Promise<void> => {
    if (!challenge) return;
    const said = burst && mouth && recording !== undefined ? saidPart({ burst, mouth, recording }) : undefined;
    await actions.lookAhead({ attemptId: challenge.attemptId, said, turn });
  };

  const capture = useCapture({
    wanted,
    prepare,
    sendAhead,
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
    const timer = setTimeout(() => window.location.assign(returnTo), ENTER_MS);
    return () => clearTimeout(timer);
  }, [state.name, returnTo]);

  const { cancel } = capture;
  useEffect(() => {
    if (asked) cancel();
  }, [asked, cancel]);

  const askForCode = (): void => {
    if (state.name !== 'idle') capture.cancel();
    setCode(code ?? '');
  };
  const takePasskey = (): void => {
    if (state.name !== 'idle') cancel();
    passkey.press();
  };
  const otherWays = (
    <OtherWays
      contact={contact}
      onPasskey={offers.passkeys ? takePasskey : undefined}
      email={offers.email}
      onCode={askForCode}
      codeField={codeField}
    />
  );
  if (asked) return <PasskeyStep request={asked} actions={actions} onDone={goOn} onCancel={() => setAsked(null)} />;

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
            suggestsPasskeys={offers.passkeys}
            onSubmit={capture.start}
          />
          {offers.passkeys && <PasskeyButton passkey={passkey} />}
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
