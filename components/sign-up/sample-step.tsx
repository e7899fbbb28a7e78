'use client';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { CaptureScreen } from '@/components/capture/capture-screen';
import { recall } from '@/components/capture/remembered';
import type { Sample, Step } from '@/components/capture/sample';
import type { CaptureStateName } from '@/components/capture/state';
import type { Refusal } from '@/components/capture/status';
import { useCapture } from '@/components/capture/use-capture';
import { useKeptFocus } from '@/components/capture/use-kept-focus';
import { useErrorText } from '@/components/intl/error-text';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { Enrolment, Result } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';
import { photoPoses } from '@/lib/media/capture-limits';
import { smallPicture } from './kept-thumbnails';
import { useReview } from './review';
import { heldOf, type TakingState, type Thumbnail } from './state';
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
  words: {
    label: string;
    accepted: string;
    refused: Refusal;
    start: string;
    startText: string;
    done: string;
    goOn: string;
  };
  /** Hands in a sample: a photo, or a recording by its own index. */
  send: (index: number, sample: Sample) => Promise<Result>;
  onAccepted: (index: number, thumbnail: Thumbnail) => void;
  onEnded: (code: ErrorCode) => void;
  onChoose: (index: number) => void;
  /** All samples are there. */
  onGoOn: () => void;
  children?: ReactNode;
}

/** One sample after the other, each answered at once: photos in three poses, then strings of digits. */
export function SampleStep(props: SampleStepProps): ReactElement {
  const errorText = useErrorText();
  const { taken, index, problem, pressed } = props.state;
  const { enrolment } = taken;
  const held = heldOf(enrolment);

  const send = async (sample: Sample): Promise<Result> => {
    if (index === null) return { ok: false, code: 'invalid_request' };
    const result = await props.send(index, sample);
    if (result.ok) props.onAccepted(index, sample.photo ? await smallPicture(sample.photo) : capture.loudness());
    else if (result.code === 'attempt_ended') props.onEnded(result.code);
    return result;
  };

  const review = useReview();
  const [isReviewed] = useState(() => recall('review') === 'on');
  const capture = useCapture({
    wanted: { camera: enrolment.photos.length > 0, microphone: enrolment.recordings.length > 0 },
    steps: index === null ? [] : [stepOf(enrolment, index)],
    progress: { taken: held.filter(Boolean).length, of: held.length },
    review: isReviewed ? review.ask : undefined,
    send,
    series: true,
    complete: index === null,
  });
  const { state, start } = capture;
  const isIdle = state.name === 'idle';
  const root = useKeptFocus<HTMLDivElement>(isIdle ? 'idle' : 'busy');

  // Both by themselves: the person has pressed once, and sees all along what happens.
  useEffect(() => {
    if (pressed) start();
  }, [pressed, start]);
  const wasTaking = useRef(false);
  const { onGoOn } = props;
  useEffect(() => {
    if (isIdle && index === null && wasTaking.current) onGoOn();
    wasTaking.current = !isIdle;
  }, [isIdle, index, onGoOn]);

  const tiles = (
    <Tiles
      photos={enrolment.photos.length}
      held={held}
      thumbnails={taken.thumbnails}
      current={index}
      disabled={busy.has(state.name)}
      onChoose={props.onChoose}
    />
  );
  return (
    <div ref={root} tabIndex={-1} className="outline-none">
      {isIdle && (
        <>
          {problem && (
            <div role="alert" className="mb-6">
              <Notice kind="danger">{errorText(problem)}</Notice>
            </div>
          )}
          {tiles}
          <p className="mt-6 leading-7">{index === null ? props.words.done : props.words.startText}</p>
          {index === null ? (
            <Button data-next className="mt-4 w-full" onClick={onGoOn}>
              {props.words.goOn}
            </Button>
          ) : (
            <Button data-next className="mt-4 w-full" onClick={start}>
              {props.words.start}
            </Button>
          )}
          {props.children}
        </>
      )}
      <CaptureScreen capture={capture} label={props.words.label} words={props.words} opens={false}>
        {tiles}
      </CaptureScreen>
      {state.name === 'recording' && review.dialog}
    </div>
  );
}

function stepOf({ photos, steps }: Enrolment, index: number): Step {
  const pose = photoPoses[index];
  if (index < photos.length && pose) return { kind: 'photo', pose };
  return steps[index - photos.length] ?? { kind: 'say', digits: [] };
}
