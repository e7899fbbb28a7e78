'use client';
import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl/react';
import { Waiting } from '@/components/sign-up/finish-step';
import { ProblemNotice } from '@/components/sign-up/problem';
import { SampleStep } from '@/components/sign-up/sample-step';
import { useSampleTexts } from '@/components/sign-up/use-sample-texts';
import { useActions } from '@/components/site/update';
import { Button } from '@/components/ui/button';
import type { RenewalActions } from '@/lib/api/contract';
import { useRenewal } from './use-renewal';

interface RenewProps {
  modality: 'face' | 'voice';
  actions: RenewalActions;
}

/** Three photos or four strings of digits again, in the place of those that were enrolled. */
export function Renew({ modality, actions: given }: RenewProps): ReactElement {
  const t = useTranslations('myAccount.renew');
  const actions = useActions(given);
  const { state, dispatch, begin, finish } = useRenewal(modality, actions);
  const problem = 'problem' in state && typeof state.problem !== 'string' ? state.problem : null;
  const words = {
    ...useSampleTexts(),
    label: t(`${modality}.label`),
    startText: t(`${modality}.startText`),
    goOn: t('goOn'),
  };
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
          words={words}
          send={(index, { photo, recording }) =>
            actions.recordRenewal({
              attemptId: state.taken.enrolment.attemptId,
              index,
              file: (modality === 'face' ? photo : recording) ?? '',
            })
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
