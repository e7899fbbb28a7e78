import type { ReactElement } from 'react';

/** The door of the house, closed. A decoration. */
export function ClosedDoorIllustration(): ReactElement {
  return (
    <svg aria-hidden="true" viewBox="0 0 440 220" className="w-full rounded-frame bg-sunken">
      <path d="M24 196H416" className="stroke-line-strong" strokeWidth={2} strokeLinecap="round" />
      <path d="M164 196v-92a56 56 0 0 1 112 0v92z" className="fill-raised stroke-line-strong" strokeWidth={3} />
      <path d="M220 48v148" className="stroke-line" strokeWidth={2} />
      <circle cx={208} cy={128} r={4} className="fill-line-strong" />
      <circle cx={232} cy={128} r={4} className="fill-line-strong" />
    </svg>
  );
}
