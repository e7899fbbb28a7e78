'use client';
import { type ReactElement, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import type { CaptureStateName } from './state';
import type { Capture } from './use-capture';

/** Milliseconds in which a button that has just appeared cannot cancel: whoever presses Enter twice means what they pressed first. */
const SETTLING_MS = 600;

/** The buttons that fit the state: one to go on where there is a way on, and one to stop while anything runs. Escape stops, too. */
export function CaptureActions({ capture }: { capture: Capture }): ReactElement {
  const t = useTranslations('capture.actions');
  const { state, on, watched, start, take, again, cancel } = capture;
  const isIdle = state.name === 'idle' || state.name === 'accepted';
  const shownAt = useRef(0);
  useEffect(() => {
    if (!isIdle) shownAt.current = performance.now();
  }, [isIdle]);
  // Between two samples the devices are on, and there is nothing to press.
  const isRunning = on || !isIdle;
  useEffect(() => {
    if (!isRunning) return;
    const onKey = (event: KeyboardEvent): void => {
      // An open dialog or list takes the key for itself.
      if (event.key === 'Escape' && !event.defaultPrevented) cancel();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isRunning, cancel]);

  const stop = (): void => {
    if (performance.now() - shownAt.current >= SETTLING_MS) cancel();
  };
  // An empty row where there is nothing to press: the picture above must not jump.
  if (isIdle) return <div className="min-h-12" />;
  const next = nextStep(state.name);
  return (
    <div className="flex min-h-12 flex-wrap gap-3">
      {next === 'take' && (
        <Button key={next} look={watched ? 'secondary' : 'primary'} onClick={take} className="grow">
          {t('take')}
        </Button>
      )}
      {next === 'tryAgain' && (
        <Button key={next} data-next onClick={state.name === 'retry' ? again : start} className="grow">
          {t('tryAgain')}
        </Button>
      )}
      <Button key="cancel" look="secondary" onClick={stop} className={next ? '' : 'grow'}>
        {t('cancel')}
      </Button>
    </div>
  );
}

function nextStep(name: CaptureStateName): 'take' | 'tryAgain' | null {
  switch (name) {
    case 'framing':
      return 'take';
    case 'idle':
    case 'asking_permission':
    case 'counting_down':
    case 'recording':
    case 'uploading':
    case 'checking':
    case 'accepted':
    case 'locked':
      return null;
    default:
      return 'tryAgain';
  }
}
