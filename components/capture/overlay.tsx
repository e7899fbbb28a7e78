import type { ReactElement, RefObject } from 'react';
import { OVAL } from '@/lib/face/oval';

const { cx, cy, rx, ry } = OVAL;
const ovalPath = `M${cx} ${cy - ry}a${rx} ${ry} 0 0 1 0 ${2 * ry}a${rx} ${ry} 0 0 1 0 -${2 * ry}z`;
/** A circle of radius 150, from its top. */
const circlePath = 'M320 76a150 150 0 0 1 0 300a150 150 0 0 1 0 -300z';

interface OverlayProps {
  /** Receives `--progress`. */
  ref: RefObject<SVGSVGElement | null>;
  /** An oval over a picture, or a circle where there is none. */
  shape: 'oval' | 'circle';
  live: boolean;
  good: boolean;
}

/** What lies over the picture: shade around the oval, its edge, which says when a face sits well, and on it how much of everything is done. */
export function Overlay({ ref, shape, live, good }: OverlayProps): ReactElement {
  const path = shape === 'oval' ? ovalPath : circlePath;
  return (
    <svg ref={ref} aria-hidden="true" viewBox="0 0 640 480" className="stage-overlay">
      {live && shape === 'oval' && (
        <path d={`M-640 -480H1280V960H-640z${path}`} fillRule="evenodd" className="fill-black/45" />
      )}
      {live && <path d={path} fill="none" strokeWidth={16} className="stage-casing" />}
      <path
        d={path}
        fill="none"
        strokeWidth={good ? 7 : 4}
        strokeDasharray={live ? undefined : '10 12'}
        strokeLinecap="round"
        className={good ? 'stroke-(--ring-good)' : 'stroke-(--ring-rest)'}
      />
      <path d={path} pathLength={1} fill="none" strokeWidth={10} strokeLinecap="butt" className="stage-ring" />
    </svg>
  );
}
