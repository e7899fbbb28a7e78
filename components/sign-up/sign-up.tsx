'use client';
import Link from 'next/link';
import { type ReactElement, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { useActions } from '@/components/site/update';
import { Button } from '@/components/ui/button';
import type { EnrolmentActions } from '@/lib/api/contract';
import { FinishStep } from './finish-step';
import { NameStep } from './name-step';
import { ProblemNotice } from './problem';
import { Progress, type ProgressStep } from './progress';
import { RenameStep } from './rename-step';
import { SampleStep } from './sample-step';
import type { SignUpState } from './state';
import { useSampleTexts } from './use-sample-texts';
import { useSignUp } from './use-sign-up';

interface SignUpProps {
  actions: EnrolmentActions;
  /** Where the people who run the site can be reached, as a `mailto:` or `https:` address. */
  contact: string | undefined;
}

/** The whole sign-up: name and consent, face and voice, done. */
export function SignUp({ actions: given, contact }: SignUpProps): ReactElement {
  const t = useTranslations('signUp');
  const texts = useSampleTexts();
  const actions = useActions(given);
  const { state, dispatch, begin, finish, cancel, end } = useSignUp(actions);
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(state.step);
  useEffect(() => {
    if (before.current !== state.step) heading.current?.focus();
    before.current = state.step;
  }, [state.step]);
  const notice = 'problem' in state && typeof state.problem === 'object' && state.problem && (
    <ProblemNotice problem={state.problem} />
  );

  return (
    <>
      <Progress step={progressOf(state)} finished={state.step === 'done'} />
      <h2 ref={heading} tabIndex={-1} className="mt-8 mb-5 font-semibold text-xl tracking-tight outline-none">
        {t(titleOf(state))}
      </h2>
      {state.step === 'name' && <NameStep problem={notice} onSubmit={begin} contact={contact} />}
      {state.step === 'taking' && (
        <SampleStep
          state={state}
          words={texts}
          send={(index, { photo, recording }) => {
            const { attemptId, photos } = state.taken.enrolment;
            return photo === null
              ? actions.recordVoice({ attemptId, index: index - photos.length, recording })
              : actions.takePhoto({ attemptId, index, photo });
          }}
          onAccepted={(index, thumbnail) => dispatch({ type: 'accepted', index, thumbnail })}
          onEnded={(reason) => end({ type: 'ended', problem: { reason } })}
          onChoose={(index) => dispatch({ type: 'chosen', index })}
          onGoOn={() => void finish()}
        >
          <Button look="quiet" className="mt-4" onClick={cancel}>
            {t('cancel')}
          </Button>
        </SampleStep>
      )}
      {state.step === 'rename' && <RenameStep problem={notice} onSubmit={(name) => void finish(name)} />}
      <FinishStep state={state} onFinish={() => void finish()} />
      {(state.step === 'unfinished' || state.step === 'rename') && (
        <Button look="quiet" className="mt-4" onClick={cancel}>
          {t('cancel')}
        </Button>
      )}
      {state.step === 'name' && (
        <p className="mt-4 text-muted">
          {t.rich('haveAccount', {
            link: (text) => (
              <Link href="/log_in" className="link inline-flex min-h-11 items-center">
                {text}
              </Link>
            ),
          })}
        </p>
      )}
    </>
  );
}

function progressOf(state: SignUpState): ProgressStep {
  switch (state.step) {
    case 'taking':
      return 'samples';
    case 'finishing':
    case 'unfinished':
    case 'rename':
    case 'registered':
    case 'done':
      return 'done';
    default:
      return 'name';
  }
}

function titleOf(
  state: SignUpState,
): 'name.title' | 'samples.label' | 'rename.title' | 'done.finishing' | 'done.title' {
  switch (state.step) {
    case 'taking':
      return 'samples.label';
    case 'finishing':
    case 'unfinished':
      return 'done.finishing';
    case 'rename':
      return 'rename.title';
    case 'done':
    case 'registered':
      return 'done.title';
    default:
      return 'name.title';
  }
}
