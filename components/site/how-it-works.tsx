import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';
import { DoorIllustration } from './illustration';

const wave = [18, 34, 58, 40, 70, 46, 60, 30, 16];
/** Of the night, in the dark theme: x, y and radius. */
const stars = [
  [150, 34, 1.6],
  [196, 22, 1.2],
  [262, 40, 1.8],
  [318, 20, 1.3],
  [452, 62, 1.5],
  [24, 40, 1.4],
] as const;

/** The picture of the whole promise, which plays once: the oval closes around a face, a voice rises, a door opens. By night where it is dark. */
export async function HowItWorks(): Promise<ReactElement> {
  const t = await getTranslations('home');
  return (
    <figure className="overflow-hidden rounded-frame bg-sunken">
      <svg role="img" aria-label={t('picture')} viewBox="0 0 480 216" className="how block w-full">
        <g className="fill-(--drawing-night)">
          <path d="M418 22a17 17 0 1 0 19 23a14 14 0 0 1 -19 -23z" />
          {stars.map(([x, y, radius]) => (
            <circle key={x} cx={x} cy={y} r={radius} />
          ))}
        </g>
        <path d="M28 186H452" className="stroke-line-strong/40" strokeWidth={2} strokeLinecap="round" />
        <Face />
        <g transform="translate(240 112)" className="fill-accent">
          {wave.map((height, i) => (
            <rect
              key={height}
              x={(i - 4) * 12 - 3}
              y={-height / 2}
              width={6}
              height={height}
              rx={3}
              className="how-wave"
              style={{ animationDelay: `${800 + 50 * i}ms` }}
            />
          ))}
        </g>
        <g transform="translate(392 112)">
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
      <ellipse rx={50} ry={66} className="fill-(--drawing-room)" />
      <g clipPath="url(#how-oval)">
        <path d="M-44 74c0-30 20-42 44-42s44 12 44 42z" className="fill-accent" />
        <path d="M-10 22h20v14a10 8 0 0 1-20 0z" className="fill-(--drawing-skin)" />
        <ellipse cy={-2} rx={24} ry={30} className="fill-(--drawing-skin)" />
        <path
          d="M-27 2c-3-26 10-40 27-40s30 14 27 40c-4-14-9-19-14-21c-9 6-22 8-30 6c-5 3-8 8-10 15z"
          className="fill-(--drawing-ink)"
        />
      </g>
      <circle cx={-9} cy={0} r={2.6} className="fill-(--drawing-ink)" />
      <circle cx={9} cy={0} r={2.6} className="fill-(--drawing-ink)" />
      <path
        d="M-7 13c4 4 10 4 14 0"
        fill="none"
        className="stroke-(--drawing-ink)"
        strokeWidth={2.5}
        strokeLinecap="round"
      />
      <ellipse rx={50} ry={66} fill="none" className="stroke-line-strong" strokeWidth={3} strokeDasharray="8 8.6" />
      <path
        d="M0 -66a50 66 0 0 1 0 132a50 66 0 0 1 0 -132z"
        pathLength={1}
        fill="none"
        className="how-ring stroke-accent"
        strokeWidth={4}
      />
    </g>
  );
}
