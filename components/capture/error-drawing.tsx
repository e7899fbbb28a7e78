import type { ReactElement } from 'react';
import { type PermissionPlace, placeHere } from './permission-place';
import type { CaptureState } from './state';

/** Browsers that ask, and keep the answer, at the left of the address above the page. */
const atTopLeft: ReadonlySet<PermissionPlace> = new Set(['chrome', 'edge', 'firefox', 'android']);

/** What is the matter, drawn: an arrow to where the browser keeps the permission, a lamp where it is too dark. A decoration. */
export function ErrorDrawing({ state }: { state: CaptureState }): ReactElement | null {
  if (state.name === 'permission_denied') return atTopLeft.has(placeHere()) ? <Arrow /> : null;
  return state.name === 'retry' && state.code === 'too_dark' ? <Lamp /> : null;
}

/** In the corner of the window, from below to where the address begins. */
function Arrow(): ReactElement {
  return (
    <svg aria-hidden="true" viewBox="0 0 64 96" className="error-arrow" fill="none">
      <path d="M58 90C30 84 18 54 20 10" strokeWidth={5} strokeLinecap="round" />
      <path d="M6 26L20 8L36 24" strokeWidth={5} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

/** A lamp in front of a person. */
function Lamp(): ReactElement {
  return (
    <svg aria-hidden="true" viewBox="0 0 200 96" className="mx-auto mb-3 block w-48">
      <path d="M56 40L150 20V88L56 60z" className="lamp-light fill-(--drawing-glow)" />
      <path
        d="M24 90H60M42 90V62M42 62L34 40M26 46L56 28L62 58z"
        fill="none"
        className="stroke-accent"
        strokeWidth={4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <ellipse
        cx={156}
        cy={46}
        rx={16}
        ry={20}
        className="fill-(--drawing-skin) stroke-(--drawing-ink)"
        strokeWidth={2}
      />
      <path d="M128 92c0-18 12-24 28-24s28 6 28 24z" className="fill-accent" />
      <circle cx={149} cy={44} r={2} className="fill-(--drawing-ink)" />
      <circle cx={160} cy={44} r={2} className="fill-(--drawing-ink)" />
    </svg>
  );
}
