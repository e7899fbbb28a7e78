'use client';
import type { ReactElement, ReactNode } from 'react';
import { type ActionWords, CaptureActions } from '@/components/capture/actions';
import { Prompt } from '@/components/capture/prompt';
import type { Sample } from '@/components/capture/sample';
import { SettingsToggle } from '@/components/capture/settings-toggle';
import { Stage } from '@/components/capture/stage';
import type { CaptureStateName } from '@/components/capture/state';
import { Status, type StatusWords } from '@/components/capture/status';
import { useCapture } from '@/components/capture/use-capture';
import { useKeptFocus } from '@/components/capture/use-kept-focus';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { errorWords } from '@/components/words';
import type { Result } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';
import type { TakingState, Thumbnail } from './state';
import { Tiles } from './tiles';

/** The states in which another sample cannot be chosen. */
const busy: ReadonlySet<CaptureStateName> = new Set([
  'asking_permission',
  'counting_down',
  'recording',
  'uploading',
  'checking',
  'accepted',
]);

export interface SampleStepProps {
  state: TakingState;
  words: { status: StatusWords; actions: ActionWords; captions: readonly string[]; done: string; goOn: string };
  labels: readonly string[];
  /** What to do or say for each sample, in large type. */
  prompts: readonly string[];
  send: (index: number, sample: Sample) => Promise<Result>;
  onAccepted: (index: number, thumbnail: Thumbnail) => void;
  onEnded: (code: ErrorCode) => void;
  onChoose: (index: number) => void;
  onGoOn: () => void;
  children?: ReactNode;
}

/** Three samples of one kind, each taken on a press and answered at once. */
export function SampleStep(props: SampleStepProps): ReactElement {
  const { taken, index, problem, step } = props.state;
  const isFace = step === 'face';
  const held = isFace ? taken.enrolment.photos : taken.enrolment.recordings;

  const send = async (sample: Sample): Promise<Result> => {
    if (index === null) return { ok: false, code: 'invalid_request' };
    const result = await props.send(index, sample);
    if (result.ok) props.onAccepted(index, sample.frames[0] ?? capture.loudness());
    else if (result.code === 'attempt_ended') props.onEnded(result.code);
    return result;
  };

  const capture = useCapture({
    wanted: isFace ? { camera: true, microphone: false } : { camera: false, microphone: true },
    send,
    series: true,
    complete: index === null,
  });
  const { state } = capture;
  const root = useKeptFocus<HTMLDivElement>(`${state.name} ${index === null}`);
  const isBusy = busy.has(state.name);
  const isComplete = index === null && state.name === 'idle';

  return (
    <div ref={root} data-capture-state={state.name}>
      {problem && state.name === 'idle' && (
        <div role="alert" className="mb-4">
          <Notice kind="danger">{errorWords[problem]}</Notice>
        </div>
      )}
      <Stage capture={capture} />
      <div className="mt-6 min-h-80 sm:min-h-72">
        <Status
          state={state}
          words={
            isComplete ? { ...props.words.status, idle: { title: props.words.done, text: '' } } : props.words.status
          }
          onUnlock={capture.cancel}
        >
          {index !== null && (
            <Prompt
              key={index}
              caption={props.words.captions[index] ?? ''}
              dim={state.name === 'uploading' || state.name === 'checking'}
            >
              {props.prompts[index]}
            </Prompt>
          )}
        </Status>
        {!isComplete && <CaptureActions capture={capture} words={props.words.actions} />}
        {state.name === 'idle' && !held.includes(false) && (
          <Button data-next look={isComplete ? 'primary' : 'secondary'} className="mt-4 w-full" onClick={props.onGoOn}>
            {props.words.goOn}
          </Button>
        )}
        {state.name === 'framing' && <SettingsToggle capture={capture} />}
      </div>
      <Tiles
        kind={isFace ? 'photo' : 'recording'}
        labels={props.labels}
        held={held}
        thumbnails={isFace ? taken.photos : taken.recordings}
        current={index}
        disabled={isBusy}
        onChoose={props.onChoose}
      />
      {props.children}
    </div>
  );
}
