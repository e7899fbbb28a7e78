'use client';
import { CircleCheck, LoaderCircle } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';
import { errorWords } from '@/components/words';
import { Lock } from './lock';
import { permissionPlace } from './permission-place';
import type { CaptureState, CaptureStateName } from './state';
import { captureWords, type Message, permissionSteps } from './words';

/** The words that a page has for the states that its own task colours. */
export type StatusWords = { idle: Message | null } & Record<
  | Extract<CaptureStateName, 'asking_permission' | 'framing' | 'counting_down' | 'recording'>
  | Extract<CaptureStateName, 'uploading' | 'checking' | 'accepted' | 'refused'>,
  Message
>;

interface StatusProps {
  state: CaptureState;
  words: StatusWords;
  /** Called when the wait of a lock is over. */
  onUnlock: () => void;
  /** What to say or to do just now: it stands between the frame and the words. */
  children?: ReactNode;
}

/** Where the capture stands, in words; every change is read out. */
export function Status({ state, words, onUnlock, children }: StatusProps): ReactElement {
  return (
    <div role="status" aria-live="polite" className="has-[>*]:min-h-20">
      {children}
      <Words key={state.name} state={state} words={words} onUnlock={onUnlock} />
    </div>
  );
}

function Words({ state, words, onUnlock }: Omit<StatusProps, 'children'>): ReactNode {
  switch (state.name) {
    case 'retry':
      return <Notice kind="danger">{errorWords[state.code]}</Notice>;
    case 'refused':
      return (
        <Notice kind="danger" title={words.refused.title}>
          {words.refused.text}
        </Notice>
      );
    case 'locked':
      return (
        <Notice kind="danger" title={captureWords.locked.title}>
          <Lock seconds={state.retryAfterSeconds} onEnd={onUnlock} />
        </Notice>
      );
    case 'permission_denied':
      return (
        <Notice kind="danger" title={captureWords.permission_denied.title}>
          {captureWords.permission_denied.text}
          <ol className="mt-2 list-decimal space-y-1 pl-5">
            {permissionSteps[permissionPlace(navigator.userAgent, navigator.maxTouchPoints)].map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Notice>
      );
    case 'no_camera':
    case 'no_microphone':
    case 'device_busy':
    case 'insecure_origin':
    case 'unsupported':
    case 'timed_out':
    case 'offline':
      return (
        <Notice kind="danger" title={captureWords[state.name].title}>
          {captureWords[state.name].text}
        </Notice>
      );
    case 'idle':
      return words.idle && <Calm name="idle" message={words.idle} />;
    default:
      return <Calm name={state.name} message={words[state.name]} />;
  }
}

function Calm({ name, message }: { name: CaptureStateName; message: Message }): ReactElement {
  return (
    <div className="text-center">
      <p className="flex items-center justify-center gap-2.5 font-medium text-lg leading-7">
        {(name === 'uploading' || name === 'checking') && (
          <LoaderCircle aria-hidden className="size-5 flex-none text-accent motion-safe:animate-spin" />
        )}
        {name === 'accepted' && <CircleCheck aria-hidden className="size-5 flex-none text-success" />}
        {message.title}
      </p>
      <p className="text-muted leading-6">{message.text}</p>
    </div>
  );
}
