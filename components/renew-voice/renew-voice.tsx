'use client';
import { type ReactElement, useMemo } from 'react';
import { Waiting } from '@/components/sign-up/finish-step';
import { ProblemNotice } from '@/components/sign-up/problem';
import { SampleStep } from '@/components/sign-up/sample-step';
import { sampleRefused, sampleWords } from '@/components/sign-up/words';
import { acrossUpdates } from '@/components/site/update';
import { Button } from '@/components/ui/button';
import type { RenewalActions } from '@/lib/api/contract';
import { useRenewal } from './use-renewal';
import { renewWords } from './words';

const words = { ...sampleWords, ...renewWords.samples, refused: sampleRefused };

/** Four strings of digits again, for somebody whose voice was enrolled with another model or without digits. */
export function RenewVoice({ actions: given }: { actions: RenewalActions }): ReactElement {
  const actions = useMemo(() => acrossUpdates(given), [given]);
  const { state, dispatch, begin, finish } = useRenewal(actions);
  const problem = 'problem' in state && typeof state.problem !== 'string' ? state.problem : null;
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      {state.step === 'name' && (
        <Button className="w-full" onClick={begin}>
          {problem ? renewWords.tryAgain : renewWords.begin}
        </Button>
      )}
      {(state.step === 'resuming' || state.step === 'finishing') && <Waiting>{renewWords.finishing}</Waiting>}
      {state.step === 'unfinished' && (
        <Button className="w-full" onClick={finish}>
          {renewWords.tryAgain}
        </Button>
      )}
      {state.step === 'taking' && (
        <SampleStep
          state={state}
          words={words}
          send={(index, { recording }) =>
            actions.recordRenewal({ attemptId: state.taken.enrolment.attemptId, index, recording })
          }
          onAccepted={(index, thumbnail) => dispatch({ type: 'accepted', index, thumbnail })}
          onEnded={(reason) => dispatch({ type: 'ended', problem: { reason } })}
          onChoose={(index) => dispatch({ type: 'chosen', index })}
          onGoOn={() => void finish()}
        />
      )}
    </>
  );
}
