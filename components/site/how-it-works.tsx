import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { DoorIllustration } from './illustration';

const wave = [18, 34, 58, 40, 70, 46, 60, 30, 16];

/** The picture of the whole promise: a face in an oval, a voice, an open door. */
export async function HowItWorks(): Promise<ReactElement> {
  const t = await getTranslations('home');
  return (
    <figure className="overflow-hidden rounded-frame bg-sunken">
      <svg role="img" aria-label={t('picture')} viewBox="0 0 480 216" className="block w-full">
        <path d="M28 186H452" className="stroke-line-strong/40" strokeWidth={2} strokeLinecap="round" />
        <Face />
        <g transform="translate(240 112)" className="fill-accent">
          {wave.map((height, i) => (
            <rect key={height} x={(i - 4) * 12 - 3} y={-height / 2} width={6} height={height} rx={3} />
          ))}
        </g>
        <g transform="translate(400 112)">
          <DoorIllustration />
        </g>
      </svg>
      <figcaption>
        <ol className="grid grid-cols-3 pb-5 text-center font-medium">
          {(['look', 'speak', 'in'] as const).map((step) => (
            <li key={step}>{t(`steps.${step}`)}</li>
          ))}
        </ol>
      </figcaption>
    </figure>
  );
}

function Face(): ReactElement {
  return (
    <g transform="translate(80 108)">
      <clipPath id="how-oval">
        <ellipse rx={50} ry={66} />
      </clipPath>
      <ellipse rx={50} ry={66} className="fill-raised" />
      <g clipPath="url(#how-oval)">
        <path d="M-44 74c0-30 20-42 44-42s44 12 44 42z" className="fill-accent" />
        <path d="M-10 22h20v14a10 8 0 0 1-20 0z" className="fill-accent-soft" />
        <ellipse cy={-2} rx={24} ry={30} className="fill-accent-soft" />
        <path
          d="M-27 2c-3-26 10-40 27-40s30 14 27 40c-4-14-9-19-14-21c-9 6-22 8-30 6c-5 3-8 8-10 15z"
          className="fill-text"
        />
      </g>
      <circle cx={-9} cy={0} r={2.6} className="fill-text" />
      <circle cx={9} cy={0} r={2.6} className="fill-text" />
      <path d="M-7 13c4 4 10 4 14 0" fill="none" className="stroke-text" strokeWidth={2.5} strokeLinecap="round" />
      <ellipse
        rx={50}
        ry={66}
        fill="none"
        className="stroke-accent"
        strokeWidth={3}
        strokeDasharray="8 8.6"
        strokeLinecap="round"
      />
    </g>
  );
}
