'use client';
import Link from 'next/link';
import { type ReactElement, useEffect, useMemo, useRef } from 'react';
import { sayingOf } from '@/components/capture/saying';
import { acrossUpdates } from '@/components/site/update';
import { Button } from '@/components/ui/button';
import type { EnrolmentActions } from '@/lib/api/contract';
import { photoPoses } from '@/lib/media/capture-limits';
import { FinishStep } from './finish-step';
import { NameStep } from './name-step';
import { ProblemNotice } from './problem';
import { Progress } from './progress';
import { SampleStep } from './sample-step';
import { isTaking, type SignUpState } from './state';
import { useSignUp } from './use-sign-up';
import {
  doneWords,
  faceActions,
  faceStatus,
  faceWords,
  nameWords,
  signUpWords,
  voiceActions,
  voiceStatus,
  voiceWords,
} from './words';

const face = { ...faceWords, status: faceStatus, actions: faceActions };
const voice = { ...voiceWords, status: voiceStatus, actions: voiceActions };
const poseLabels = photoPoses.map((pose) => faceWords.tiles[pose]);
const posePrompts = photoPoses.map((pose) => faceWords.poses[pose]);

/** The whole sign-up: name and consent, face, voice, done. */
export function SignUp({ actions: given }: { actions: EnrolmentActions }): ReactElement {
  const actions = useMemo(() => acrossUpdates(given), [given]);
  const { state, dispatch, begin, finish, cancel, end } = useSignUp(actions);
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(state.step);
  useEffect(() => {
    if (before.current !== state.step) heading.current?.focus();
    before.current = state.step;
  }, [state.step]);

  return (
    <div className="min-h-252">
      <Progress step={progressOf(state)} finished={state.step === 'done'} />
      <h2 ref={heading} tabIndex={-1} className="mt-8 mb-5 font-semibold text-xl tracking-tight outline-none">
        {titleOf(state)}
      </h2>
      {state.step === 'name' && (
        <NameStep problem={state.problem && <ProblemNotice problem={state.problem} />} onSubmit={begin} />
      )}
      {isTaking(state) && (
        <SampleStep
          key={state.step}
          state={state}
          words={state.step === 'face' ? face : voice}
          labels={state.step === 'face' ? poseLabels : voiceWords.tiles}
          prompts={state.step === 'face' ? posePrompts : state.taken.enrolment.steps.map((step) => sayingOf([step]))}
          send={(index, { frames, recording }) => {
            const { attemptId } = state.taken.enrolment;
            return state.step === 'face'
              ? actions.takePhoto({ attemptId, index, photo: frames[0] ?? '' })
              : actions.recordVoice({ attemptId, index, recording });
          }}
          onAccepted={(index, thumbnail) =>
            dispatch({ type: 'accepted', kind: state.step === 'face' ? 'photo' : 'recording', index, thumbnail })
          }
          onEnded={(reason) => end({ type: 'ended', problem: { reason } })}
          onChoose={(index) => dispatch({ type: 'chosen', index })}
          onGoOn={() => (state.step === 'face' ? dispatch({ type: 'went_to', step: 'voice' }) : void finish())}
        >
          {state.step === 'voice' && (
            <Button look="quiet" className="mt-4" onClick={() => dispatch({ type: 'went_to', step: 'face' })}>
              {voiceWords.back}
            </Button>
          )}
        </SampleStep>
      )}
      <FinishStep state={state} onFinish={finish} />
      {(isTaking(state) || state.step === 'unfinished') && (
        <Button look="quiet" className="mt-4" onClick={cancel}>
          {signUpWords.cancel}
        </Button>
      )}
      {state.step === 'name' && (
        <p className="mt-4 text-muted">
          {signUpWords.haveAccount}{' '}
          <Link href="/log_in" className="link inline-flex min-h-11 items-center">
            {signUpWords.logIn}
          </Link>
        </p>
      )}
    </div>
  );
}

function progressOf(state: SignUpState): keyof typeof signUpWords.steps {
  switch (state.step) {
    case 'face':
    case 'voice':
    case 'done':
      return state.step;
    case 'finishing':
    case 'unfinished':
    case 'registered':
      return 'done';
    default:
      return 'name';
  }
}

function titleOf(state: SignUpState): string {
  switch (state.step) {
    case 'face':
      return faceWords.title;
    case 'voice':
      return voiceWords.title;
    case 'finishing':
    case 'unfinished':
      return doneWords.finishing;
    case 'done':
    case 'registered':
      return doneWords.title;
    default:
      return nameWords.title;
  }
}
