import type { ReactElement } from 'react';

/** The door of the house, ajar, around the origin of a drawing; its ground is at 74. */
export function DoorIllustration(): ReactElement {
  return (
    <g>
      <path d="M-24 74l-26 22h62l12-22z" className="fill-(--drawing-floor)" />
      <path d="M-44 74v-84a44 44 0 0 1 88 0v84z" className="fill-accent" />
      <path d="M-32 74v-83a32 32 0 0 1 64 0v83z" className="fill-(--drawing-inside)" />
      <path
        d="M32 74v-83A32 32 0 0 0 8 -40L2 -36V84z"
        className="door-leaf fill-accent-soft stroke-accent"
        strokeWidth={3}
        strokeLinejoin="round"
      />
      <circle cx={10} cy={22} r={3} className="fill-accent" />
    </g>
  );
}

/** The open door in a frame of its own. A decoration. */
export function OpenDoor(): ReactElement {
  return (
    <svg aria-hidden="true" viewBox="0 0 440 220" className="w-full rounded-frame bg-sunken">
      <path d="M24 184H416" className="stroke-line-strong/40" strokeWidth={2} strokeLinecap="round" />
      <g transform="translate(220 110)">
        <DoorIllustration />
      </g>
    </svg>
  );
}
