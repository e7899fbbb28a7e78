'use client';
import type { ReactElement, ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { HelpLink } from '@/components/help/help-link';
import { useErrorText } from '@/components/intl/error-text';
import { Notice } from '@/components/ui/notice';
import { ErrorDrawing } from './error-drawing';
import { helpFor } from './help-for';
import { Lock } from './lock';
import { placeHere } from './permission-place';
import type { CaptureState } from './state';

/** What is said to somebody who is not let in: never which part did not match. */
export interface Refusal {
  title: string;
  text: string;
  /** What to try next, where that can be told. */
  more?(triesLeft: number | undefined): ReactNode;
}

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
  const t = useTranslations('capture');
  const errorText = useErrorText();
  switch (state.name) {
    case 'retry':
      return <Notice kind="danger">{errorText(state.code)}</Notice>;
    case 'refused':
      return (
        <Notice kind="danger" title={refused.title}>
          {refused.text}
          {refused.more?.(state.triesLeft)}
        </Notice>
      );
    case 'locked':
      return (
        <Notice kind="danger" title={t('locked.title')}>
          <Lock seconds={state.retryAfterSeconds} onEnd={onUnlock} />
        </Notice>
      );
    case 'permission_denied':
      return (
        <Notice kind="danger" title={t('states.permission_denied.title')}>
          {t('states.permission_denied.text')}
          <ol className="mt-2 list-decimal space-y-1 ps-5">
            {(['first', 'second', 'third'] as const).map((step) => (
              <li key={step}>{t(`permission.${placeHere()}.${step}`)}</li>
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
        <Notice kind="danger" title={t(`states.${state.name}.title`)}>
          {t(`states.${state.name}.text`)}
        </Notice>
      );
    default:
      return null;
  }
}
