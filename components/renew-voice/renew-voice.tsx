'use client';
import { type ReactElement, useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import { Waiting } from '@/components/sign-up/finish-step';
import { ProblemNotice } from '@/components/sign-up/problem';
import { SampleStep } from '@/components/sign-up/sample-step';
import { useSampleTexts } from '@/components/sign-up/use-sample-texts';
import { acrossUpdates } from '@/components/site/update';
import { Button } from '@/components/ui/button';
import type { RenewalActions } from '@/lib/api/contract';
import { useRenewal } from './use-renewal';

/** Four strings of digits again, for somebody whose voice was enrolled with another model or without digits. */
export function RenewVoice({ actions: given }: { actions: RenewalActions }): ReactElement {
  const t = useTranslations('renewVoice');
  const ofSamples = useSampleTexts();
  const texts = { ...ofSamples, label: t('label'), startText: t('startText'), goOn: t('goOn') };
  const actions = useMemo(() => acrossUpdates(given), [given]);
  const { state, dispatch, begin, finish } = useRenewal(actions);
  const problem = 'problem' in state && typeof state.problem !== 'string' ? state.problem : null;
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      {state.step === 'name' && (
        <Button className="w-full" onClick={begin}>
          {problem ? t('tryAgain') : t('begin')}
        </Button>
      )}
      {(state.step === 'resuming' || state.step === 'finishing') && <Waiting>{t('finishing')}</Waiting>}
      {state.step === 'unfinished' && (
        <Button className="w-full" onClick={finish}>
          {t('tryAgain')}
        </Button>
      )}
      {state.step === 'taking' && (
        <SampleStep
          state={state}
          words={texts}
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
