'use client';
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import { loadSignIn, signInWithTicket } from '@/components/account/sign-in-with-ticket';
import { CaptureActions } from '@/components/capture/actions';
import { Prompt } from '@/components/capture/prompt';
import type { Sample } from '@/components/capture/sample';
import { sayingOf } from '@/components/capture/saying';
import { SettingsToggle } from '@/components/capture/settings-toggle';
import { Stage } from '@/components/capture/stage';
import { isLive } from '@/components/capture/state';
import { Status } from '@/components/capture/status';
import { useCapture } from '@/components/capture/use-capture';
import { useKeptFocus } from '@/components/capture/use-kept-focus';
import { acrossUpdates, useTypedName } from '@/components/site/update';
import type { LoginActions, LoginChallenge, Result } from '@/lib/api/contract';
import { NameForm } from './name-form';
import { OtherWays } from './other-ways';
import { logInStatus, logInWords } from './words';

const wanted = { camera: true, microphone: true };

interface LogInProps {
  actions: LoginActions;
  /** A path of this site, from `returnPath`. */
  returnTo: string;
}

/** The whole log-in on one screen: a name, one look, one sentence, one answer. */
export function LogIn({ actions: given, returnTo }: LogInProps): ReactElement {
  const actions = useMemo(() => acrossUpdates(given), [given]);
  const [name, setName] = useTypedName();
  /** An operator's code as it is typed; null where nobody asked for the field. */
  const [code, setCode] = useState<string | null>(null);
  const codeField = useRef<HTMLInputElement>(null);
  const [challenge, setChallenge] = useState<LoginChallenge | null>(null);

  const prepare = async (): Promise<Result> => {
    loadSignIn().catch(() => undefined);
    const result = await actions.startLogin({ name: name.trim() });
    setChallenge(result.ok ? result : null);
    return result;
  };

  const send = async (sample: Sample): Promise<Result> => {
    if (!challenge) return { ok: false, code: 'attempt_ended' };
    const { attemptId } = challenge;
    const result = await actions.logIn({ attemptId, ...sample, code: code?.trim() || undefined });
    if (!result.ok) return result;
    return (await signInWithTicket(result.ticket)) ? { ok: true } : { ok: false, code: 'internal' };
  };

  const capture = useCapture({ wanted, prepare, send, series: false, complete: true });
  const { state } = capture;
  const root = useKeptFocus<HTMLDivElement>(state.name);
  const withServer = state.name === 'uploading' || state.name === 'checking';

  useEffect(() => {
    // A whole new page, so that nothing from before the log-in is shown from a cache.
    if (state.name === 'accepted') window.location.assign(returnTo);
  }, [state.name, returnTo]);

  const askForCode = (): void => {
    if (state.name !== 'idle') capture.cancel();
    setCode(code ?? '');
  };

  return (
    <div ref={root} data-capture-state={state.name}>
      <Stage capture={capture} />
      <div className="mt-6 min-h-84 sm:min-h-72">
        <Status state={state} words={logInStatus} onUnlock={capture.cancel}>
          {challenge && (isLive(state.name) || withServer) && (
            <Prompt caption={logInWords.say} dim={withServer}>
              {sayingOf(challenge.steps)}
            </Prompt>
          )}
        </Status>
        {state.name === 'idle' ? (
          <NameForm
            name={name}
            onName={setName}
            code={code}
            onCode={setCode}
            codeField={codeField}
            onSubmit={capture.start}
          />
        ) : (
          <CaptureActions capture={capture} words={logInWords} />
        )}
        {state.name === 'framing' && <SettingsToggle capture={capture} />}
      </div>
      <div className="mt-3">
        <OtherWays onCode={askForCode} codeField={codeField} />
      </div>
    </div>
  );
}
