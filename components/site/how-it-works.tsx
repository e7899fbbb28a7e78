import type { ReactElement } from 'react';
import { homeWords } from './words';

const wave = [18, 34, 58, 40, 70, 46, 60, 30, 16];

/** The picture of the whole promise: a face in an oval, a voice, an open door. */
export function HowItWorks(): ReactElement {
  return (
    <figure className="overflow-hidden rounded-frame bg-sunken">
      <svg role="img" aria-label={homeWords.picture} viewBox="0 0 480 216" className="block w-full">
        <path d="M28 186H452" className="stroke-line" strokeWidth={2} strokeLinecap="round" />
        <Face />
        <g transform="translate(240 112)" className="fill-accent">
          {wave.map((height, i) => (
            <rect key={height} x={(i - 4) * 12 - 3} y={-height / 2} width={6} height={height} rx={3} />
          ))}
        </g>
        <Door />
      </svg>
      <figcaption>
        <ol className="grid grid-cols-3 pb-5 text-center font-medium">
          {homeWords.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </figcaption>
    </figure>
  );
}

function Face(): ReactElement {
  return (
    <g transform="translate(80 112)">
      <ellipse
        rx={46}
        ry={60}
        className="fill-raised stroke-accent"
        strokeWidth={3}
        strokeDasharray="7 8"
        strokeLinecap="round"
      />
      <path d="M-38 44a38 30 0 0 1 76 0a46 60 0 0 1-76 0z" className="fill-accent-soft" />
      <rect x={-9} y={14} width={18} height={18} rx={6} className="fill-accent-soft" />
      <ellipse cy={-6} rx={23} ry={29} className="fill-surface stroke-text" strokeWidth={2.5} />
      <path d="M-23 -10c2-22 14-28 24-27c13 1 22 9 22 27c-8-3-14-9-17-15c-6 9-16 14-29 15z" className="fill-text" />
      <circle cx={-8} cy={-4} r={2.6} className="fill-text" />
      <circle cx={8} cy={-4} r={2.6} className="fill-text" />
      <path d="M-7 9c4 4 10 4 14 0" fill="none" className="stroke-text" strokeWidth={2.5} strokeLinecap="round" />
    </g>
  );
}

function Door(): ReactElement {
  return (
    <g transform="translate(400 112)">
      <path d="M-42 74v-80a42 42 0 0 1 84 0v80z" className="fill-accent" />
      <path d="M-30 74v-79a30 30 0 0 1 60 0v79z" className="fill-surface" />
      <path
        d="M30 74v-79A30 30 0 0 0 6 -34.400L0 -30v92z"
        className="fill-accent-soft stroke-accent"
        strokeWidth={2.5}
        strokeLinejoin="round"
      />
      <circle cx={6} cy={22} r={3} className="fill-accent" />
      <path d="M-30 74l-22 24h40l12-24z" className="fill-accent-soft" />
    </g>
  );
}
