import type { ReactElement } from 'react';
import { OVAL } from '@/lib/face/oval';
import { RECORDING_SECONDS } from '@/lib/media/capture-limits';

const { cx, cy, rx, ry } = OVAL;
const ovalPath = `M${cx} ${cy - ry}a${rx} ${ry} 0 0 1 0 ${2 * ry}a${rx} ${ry} 0 0 1 0 -${2 * ry}z`;

/** What lies over the camera's picture: shade around the oval, its edge, which says when a face sits well, and the ring that fills while recording. */
export function Overlay({ live, recording, good }: { live: boolean; recording: boolean; good: boolean }): ReactElement {
  return (
    <svg aria-hidden="true" viewBox="0 0 640 480" preserveAspectRatio="xMidYMid slice" className="stage-overlay">
      {live && <path d={`M0 0H640V480H0z${ovalPath}`} fillRule="evenodd" className="fill-black/45" />}
      <path
        d={ovalPath}
        fill="none"
        strokeWidth={live ? (good ? 6 : 4) : 3}
        strokeDasharray={live ? undefined : '10 12'}
        strokeLinecap="round"
        className={live ? (good ? 'stroke-[#7ee2b8]' : 'stroke-white/80') : 'stroke-line-strong'}
      />
      {recording && <Ring path={ovalPath} />}
    </svg>
  );
}

/** A line along `path` that is complete when the recording is. */
export function Ring({ path }: { path: string }): ReactElement {
  return (
    <path
      d={path}
      pathLength={1}
      fill="none"
      strokeWidth={10}
      strokeLinecap="round"
      className="stage-ring"
      style={{ animationDuration: `${RECORDING_SECONDS}s` }}
    />
  );
}
