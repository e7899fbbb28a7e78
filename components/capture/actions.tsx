import type { ReactElement } from 'react';
import { Button } from '@/components/ui/button';
import type { Capture } from './use-capture';

/** What the buttons of a capture say: a verb each. */
export interface ActionWords {
  start: string;
  take: string;
  tryAgain: string;
  cancel: string;
}

/** The buttons that fit the state: one to go on where there is a way on, and one to stop while anything runs. */
export function CaptureActions({ capture, words }: { capture: Capture; words: ActionWords }): ReactElement {
  const { state, start, take, cancel } = capture;
  const next = nextStep(state.name);
  return (
    <div key={next ?? 'running'} className="mt-4 flex min-h-12 flex-wrap gap-3">
      {next && (
        <Button
          key={next}
          data-next
          onClick={state.name === 'framing' || state.name === 'retry' ? take : start}
          className="grow"
        >
          {words[next]}
        </Button>
      )}
      {state.name !== 'idle' && state.name !== 'accepted' && (
        <Button look="secondary" onClick={cancel} className={next ? '' : 'grow'} data-next={next ? undefined : true}>
          {words.cancel}
        </Button>
      )}
    </div>
  );
}

function nextStep(name: Capture['state']['name']): 'start' | 'take' | 'tryAgain' | null {
  switch (name) {
    case 'idle':
      return 'start';
    case 'framing':
      return 'take';
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
