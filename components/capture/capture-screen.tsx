'use client';
import type { ReactElement, ReactNode } from 'react';
import { CaptureActions } from './actions';
import { SettingsToggle } from './settings-toggle';
import { Stage } from './stage';
import { type CaptureStateName, isLive, isWithServer } from './state';
import { type Refusal, Status } from './status';
import type { Capture } from './use-capture';
import { useKeptFocus } from './use-kept-focus';

interface CaptureScreenProps {
  capture: Capture;
  /** What the person is doing, for screen readers. */
  label: string;
  words: { accepted: string; refused: Refusal };
  /** Whether an accepted sample was the last: then the door opens. */
  opens: boolean;
  /** Under the buttons: other ways, or what is taken already. */
  children?: ReactNode;
}

/** One capture on the whole screen, from the browser's question to the answer; nothing while it is idle. */
export function CaptureScreen({ capture, label, words, opens, children }: CaptureScreenProps): ReactElement {
  const { state, on } = capture;
  const root = useKeptFocus<HTMLElement>(state.name);
  const isIdle = state.name === 'idle';
  const isStaged = isShown(state.name, on);
  return (
    <section
      ref={root}
      tabIndex={-1}
      aria-label={label}
      data-capture-state={state.name}
      data-capture-step={stepOf(capture)}
      className={isIdle ? 'hidden' : 'capture-screen'}
    >
      <Stage capture={capture} accepted={words.accepted} opens={opens} hidden={!isStaged} />
      <div className="capture-side">
        <Status state={state} refused={words.refused} onUnlock={capture.cancel} />
        <CaptureActions capture={capture} />
        {!isIdle && children}
        {isStaged && (
          <div className={state.name === 'framing' ? '' : 'invisible'}>
            <SettingsToggle key={state.name === 'framing' ? 'open' : 'shut'} capture={capture} />
          </div>
        )}
      </div>
    </section>
  );
}

function isShown(name: CaptureStateName, on: boolean): boolean {
  return name === 'asking_permission' || name === 'accepted' || isLive(name) || isWithServer(name) || on;
}

/** For tests: what the person is asked to do now. */
function stepOf({ state, steps }: Capture): string | undefined {
  const step = state.name === 'recording' && state.step !== null ? steps[state.step] : undefined;
  if (step?.kind !== 'turn') return step?.kind;
  return state.name === 'recording' && state.back ? 'back' : step.towards;
}
