'use client';
import type { ReactElement, ReactNode } from 'react';
import { HelpLink } from '@/components/help/help-link';
import { Notice } from '@/components/ui/notice';
import { errorWords } from '@/components/words';
import { ErrorDrawing } from './error-drawing';
import { helpFor } from './help-for';
import { Lock } from './lock';
import { permissionPlace } from './permission-place';
import type { CaptureState } from './state';
import { captureWords, permissionSteps, type Refusal } from './words';

interface StatusProps {
  state: CaptureState;
  refused: Refusal;
  /** Called when the wait of a lock is over. */
  onUnlock: () => void;
}

/** Why a capture does not go on, and what to do; every change is read out. */
export function Status(props: StatusProps): ReactElement {
  const question = helpFor(props.state);
  return (
    <div role="status" aria-live="polite">
      <ErrorDrawing state={props.state} />
      <Words key={props.state.name} {...props} />
      {question && <HelpLink question={question} />}
    </div>
  );
}

function Words({ state, refused, onUnlock }: StatusProps): ReactNode {
  switch (state.name) {
    case 'retry':
      return <Notice kind="danger">{errorWords[state.code]}</Notice>;
    case 'refused':
      return (
        <Notice kind="danger" title={refused.title}>
          {refused.text}
          {refused.more?.(state.triesLeft)}
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
    default:
      return null;
  }
}
