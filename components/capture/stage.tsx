import { Mic } from 'lucide-react';
import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl/react';
import { Overlay } from './overlay';
import { Prompt } from './prompt';
import { Threshold } from './threshold';
import type { Capture } from './use-capture';
import type { GuideHint } from './use-framing';
import { Waveform } from './waveform';

interface StageProps {
  capture: Capture;
  accepted: string;
  /** Whether an accepted sample was the last: then the door opens. */
  opens: boolean;
  hidden: boolean;
}

/** The frame: what to do at its top, the mirrored camera with its oval or the microphone, hints below the oval, and what is heard. */
export function Stage({ capture, accepted, opens, hidden }: StageProps): ReactElement {
  const t = useTranslations('capture');
  const { state, wanted, still, on, hint } = capture;
  const isOpening = opens && state.name === 'accepted';
  return (
    <div className={hidden ? 'hidden' : 'stage'} data-on={on}>
      <Prompt capture={capture} accepted={accepted} />
      <div className="stage-view">
        <div className="stage-frame">
          {wanted.camera && (
            <video ref={capture.videoRef} muted playsInline aria-label={t('preview')} className="stage-picture" />
          )}
          {/* biome-ignore lint/performance/noImgElement: a data URL that never leaves the browser */}
          {still && !isOpening && <img src={still} alt="" className="stage-picture brightness-60" />}
          {!isOpening && (
            <Overlay
              ref={capture.progressRef}
              shape={wanted.camera ? 'oval' : 'circle'}
              live={on || still !== null}
              good={hint === 'good'}
            />
          )}
          {!wanted.camera && !isOpening && (
            <Mic aria-hidden className="absolute inset-0 m-auto size-12 text-[#6bd2b9]" strokeWidth={1.5} />
          )}
          {isOpening && <Threshold />}
          {state.name === 'counting_down' && (
            <p
              key={state.secondsLeft}
              aria-hidden="true"
              className="stage-count absolute inset-0 flex items-center justify-center pb-[6%] font-semibold text-8xl text-white tabular-nums [text-shadow:0_2px_24px_rgb(0_0_0/0.6)]"
            >
              {state.secondsLeft}
            </p>
          )}
        </div>
      </div>
      <div className="px-4 pt-1.5 pb-2">
        <HintLine hint={hint} />
        <Waveform levels={capture.levels} live={on} />
      </div>
    </div>
  );
}

/** Outside the oval, for the eye; told to screen readers when they are idle. */
function HintLine({ hint }: { hint: GuideHint | null }): ReactElement {
  const t = useTranslations('capture.hints');
  return (
    <p role="status" className="min-h-6 text-center font-medium leading-6">
      {hint && t(hint)}
    </p>
  );
}
