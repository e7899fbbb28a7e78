import { ArrowLeft, ArrowRight, ArrowUp, ArrowUpLeft, CircleCheck, LoaderCircle } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { placeHere } from './permission-place';
import type { Step } from './sample';
import { isWithServer } from './state';
import type { Capture } from './use-capture';

interface PromptProps {
  capture: Pick<Capture, 'state' | 'steps'>;
  /** What is said once a sample is accepted. */
  accepted: string;
}

/** What a person is to do just now, at the top of the picture, beside the lens; every change is read out. */
export function Prompt({ capture: { state, steps }, accepted }: PromptProps): ReactElement {
  const t = useTranslations('capture.prompt');
  return (
    <div role="status" aria-live="polite" className="flex min-h-18 flex-col items-center justify-center px-3 py-2">
      {contentOf()}
    </div>
  );

  function contentOf(): ReactNode {
    const [first] = steps;
    if (isWithServer(state.name)) return <Line icon={<Busy />}>{t('checking')}</Line>;
    switch (state.name) {
      case 'asking_permission':
        return <Line icon={arrowToQuestion()}>{t('asking_permission')}</Line>;
      case 'framing':
        if (first?.kind === 'photo') return <StepPrompt step={first} back={false} />;
        return first && steps.length === 1 ? <StepPrompt step={first} back={false} isNext /> : <Line>{t('look')}</Line>;
      case 'counting_down':
        return <Line>{t('counting_down')}</Line>;
      case 'recording': {
        const step = state.step === null ? undefined : steps[state.step];
        const back = state.back || (state.step !== null && steps[state.step - 1]?.kind === 'turn');
        return step ? <StepPrompt step={step} back={back} /> : <Line>{t('look')}</Line>;
      }
      case 'accepted':
        return <Line icon={<CircleCheck aria-hidden className="size-6 text-[#7ee2b8]" />}>{accepted}</Line>;
      default:
        return null;
    }
  }
}

interface StepPromptProps {
  step: Step;
  /** Whether the head is turned, and is to come back. */
  back: boolean;
  isNext?: boolean;
}

function StepPrompt({ step, back, isNext = false }: StepPromptProps): ReactElement {
  const t = useTranslations('capture.prompt');
  switch (step.kind) {
    case 'photo':
      return <Line icon={arrowTo(step.pose)}>{t(`poses.${step.pose}`)}</Line>;
    case 'turn':
      return back ? <Line>{t('back')}</Line> : <Line icon={arrowTo(step.towards)}>{t(`turns.${step.towards}`)}</Line>;
    case 'say':
      return (
        <>
          <p className="text-sm text-white/75">{t(isNext ? 'sayNext' : back ? 'sayBack' : 'say')}</p>
          <p
            className={`font-semibold text-3xl tabular-nums leading-10 tracking-[0.2em] [text-indent:0.2em] ${isNext ? 'text-white/60' : ''}`}
          >
            {step.digits.join(' ')}
          </p>
        </>
      );
  }
}

function Line({ icon, children }: { icon?: ReactNode; children: string }): ReactElement {
  return (
    <p className="flex items-center gap-3 text-balance text-center font-medium text-xl leading-7 sm:text-2xl">
      {icon}
      {children}
    </p>
  );
}

const Busy = (): ReactElement => <LoaderCircle aria-hidden className="size-6 flex-none motion-safe:animate-spin" />;

/** Where browsers on desktops ask; those on phones ask in the middle of the screen. */
function arrowToQuestion(): ReactNode {
  switch (placeHere()) {
    case 'chrome':
    case 'edge':
    case 'firefox':
      return <ArrowUpLeft {...arrow} />;
    case 'safari':
      return <ArrowUp {...arrow} />;
    default:
      return null;
  }
}

const arrow = { 'aria-hidden': true, className: 'size-8 flex-none text-[#6bd2b9]', strokeWidth: 2.5 } as const;

/** The preview is a mirror: who turns to their left moves to the left of the screen. */
function arrowTo(side: 'straight' | 'left' | 'right'): ReactNode {
  if (side === 'straight') return null;
  const Icon = side === 'left' ? ArrowLeft : ArrowRight;
  return <Icon {...arrow} />;
}
