'use client';
import { type ReactElement, useMemo } from 'react';
import { sayingOf } from '@/components/capture/saying';
import { Waiting } from '@/components/sign-up/finish-step';
import { ProblemNotice } from '@/components/sign-up/problem';
import { SampleStep } from '@/components/sign-up/sample-step';
import { isTaking } from '@/components/sign-up/state';
import { voiceActions, voiceStatus, voiceWords } from '@/components/sign-up/words';
import { acrossUpdates } from '@/components/site/update';
import { Button } from '@/components/ui/button';
import type { RenewalActions } from '@/lib/api/contract';
import { useRenewal } from './use-renewal';
import { renewWords } from './words';

const words = {
  ...voiceWords,
  done: renewWords.done,
  goOn: renewWords.goOn,
  status: voiceStatus,
  actions: voiceActions,
};

/** Three sentences again, for somebody whose voice was enrolled with another model. */
export function RenewVoice({ actions: given }: { actions: RenewalActions }): ReactElement {
  const actions = useMemo(() => acrossUpdates(given), [given]);
  const { state, dispatch, begin, finish } = useRenewal(actions);
  const problem = 'problem' in state && typeof state.problem !== 'string' ? state.problem : null;
  return (
    <div className={isTaking(state) ? 'min-h-160' : undefined}>
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
      {isTaking(state) && (
        <SampleStep
          state={state}
          words={words}
          labels={voiceWords.tiles}
          prompts={state.taken.enrolment.steps.map((step) => sayingOf([step]))}
          send={(index, { recording }) =>
            actions.recordRenewal({ attemptId: state.taken.enrolment.attemptId, index, recording })
          }
          onAccepted={(index, thumbnail) => dispatch({ type: 'accepted', kind: 'recording', index, thumbnail })}
          onEnded={(reason) => dispatch({ type: 'ended', problem: { reason } })}
          onChoose={(index) => dispatch({ type: 'chosen', index })}
          onGoOn={finish}
        />
      )}
    </div>
  );
}
