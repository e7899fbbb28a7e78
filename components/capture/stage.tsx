import { Mic, MicOff, VideoOff } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Meter } from './meter';
import { Overlay, Ring } from './overlay';
import type { Hint } from './tracking/hints';
import { useHint } from './tracking/use-hint';
import type { Capture } from './use-capture';
import { hintWords, stageWords } from './words';

/** A circle of radius 150 around the middle of 640 x 480, from its top. */
const circlePath = 'M320 66a150 150 0 0 1 0 300a150 150 0 0 1 0 -300z';

/** The frame: the mirrored camera with its oval, or the microphone, with everything that belongs on top of it. */
export function Stage({ capture }: { capture: Capture }): ReactElement {
  const { state, wanted, still, on } = capture;
  const recording = state.name === 'recording';
  const hint = useHint(capture.videoRef, wanted.camera && on && state.name === 'framing');
  return (
    <div className="stage" data-on={on}>
      {wanted.camera && (
        <>
          <video ref={capture.videoRef} muted playsInline aria-label={stageWords.preview} className="stage-picture" />
          {/* biome-ignore lint/performance/noImgElement: a data URL that never leaves the browser */}
          {still && <img src={still} alt="" className="stage-picture opacity-60" />}
          <Overlay live={on || still !== null} recording={recording && wanted.microphone} good={hint === 'good'} />
          <HintLine hint={hint} />
        </>
      )}
      {!wanted.camera && <MicrophoneStage live={on} recording={recording} />}
      {wanted.microphone && <LevelMeter capture={capture} live={on} />}
      {!on && !still && wanted.camera && (
        <Off icon={<VideoOff aria-hidden className="size-7" />}>{stageWords.cameraOff}</Off>
      )}
      {state.name === 'counting_down' && (
        <p
          key={state.secondsLeft}
          aria-hidden="true"
          className="stage-count absolute inset-0 flex items-center justify-center pb-[6%] font-semibold text-8xl text-white tabular-nums [text-shadow:0_2px_24px_rgb(0_0_0/0.6)]"
        >
          {state.secondsLeft}
        </p>
      )}
      {recording && (
        <p
          aria-hidden="true"
          className="absolute top-3 left-3 flex items-center gap-2 rounded-full bg-black/65 px-2.5 py-1 font-medium text-white text-xs sm:px-3 sm:py-1.5 sm:text-sm"
        >
          <span className="size-2.5 rounded-full bg-[#ff7b6e]" />
          {stageWords.recording}
        </p>
      )}
    </div>
  );
}

/** Over the picture, for the eye; told to screen readers when they are idle. */
function HintLine({ hint }: { hint: Hint | null }): ReactElement {
  return (
    <p role="status" className="pointer-events-none absolute inset-x-0 top-3 flex justify-center">
      {hint && (
        <span className="rounded-full bg-black/70 px-4 py-1.5 font-medium text-sm text-white sm:text-base">
          {hintWords[hint]}
        </span>
      )}
    </p>
  );
}

function Off({ icon, children }: { icon: ReactNode; children: ReactNode }): ReactElement {
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 pb-[6%] text-muted">
      {icon}
      <p className="text-sm">{children}</p>
    </div>
  );
}

function MicrophoneStage({ live, recording }: { live: boolean; recording: boolean }): ReactElement {
  const Icon = live ? Mic : MicOff;
  return (
    <>
      <svg aria-hidden="true" viewBox="0 0 640 480" className="stage-overlay">
        <path d={circlePath} strokeWidth={4} className={live ? 'fill-raised stroke-line' : 'fill-none stroke-line'} />
        {recording && <Ring path={circlePath} />}
      </svg>
      <div className="absolute inset-0 flex flex-col items-center justify-center gap-2 pb-[7.5%] text-muted">
        <Icon aria-hidden className={`size-9 ${live ? 'text-accent' : ''}`} strokeWidth={1.75} />
        {!live && <p className="text-sm">{stageWords.microphoneOff}</p>}
      </div>
    </>
  );
}

function LevelMeter({ capture, live }: { capture: Capture; live: boolean }): ReactElement {
  const overPicture = capture.wanted.camera ? 'rounded-full bg-black/65 text-white px-4 py-1' : 'text-accent';
  return (
    <div className={`absolute inset-x-0 bottom-2 flex sm:bottom-3 justify-center ${live ? '' : 'invisible'}`}>
      <Meter ref={capture.meterRef} className={`h-7 sm:h-9 ${overPicture}`} />
    </div>
  );
}
