import type { ReactElement } from 'react';
import { getFormatter, getTranslations } from '@/components/intl/server';
import { CHART, type ChartMark, type ChartPoint, layOut } from './chart-geometry';

export interface ShownComparison extends ChartPoint {
  at: Date;
  modality: 'face' | 'voice';
}

/** Log-ins that a chart shows. */
const SHOWN = 20;
const CROSS = 5;
/** How axes are written. */
const label = { fill: 'var(--muted)', fontSize: 14 };

/** How alike a person's own log-ins were, newest given first; the same numbers again as tables. */
export async function Scores({ comparisons }: { comparisons: readonly ShownComparison[] }): Promise<ReactElement> {
  const t = await getTranslations('dashboard.match');
  return (
    <>
      <p className="mt-1 text-muted text-sm leading-6">{t('text')}</p>
      {(['face', 'voice'] as const).map((modality) => (
        <ScoreChart
          key={modality}
          title={t(modality)}
          comparisons={comparisons.filter((comparison) => comparison.modality === modality).slice(0, SHOWN)}
        />
      ))}
    </>
  );
}

async function ScoreChart(props: { title: string; comparisons: readonly ShownComparison[] }): Promise<ReactElement> {
  const { title, comparisons } = props;
  const t = await getTranslations('dashboard.match');
  const format = await getFormatter();
  const day = (at: Date): string => format.dateTime(at, { day: 'numeric', month: 'short' });
  const share = (value: number): string => format.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const { marks, ticks } = layOut(comparisons.toReversed());
  const days = [...new Set([marks[0], marks.at(-1)].flatMap((mark) => (mark ? day(mark.point.at) : [])))];
  return (
    <figure className="mt-4 border-line border-t pt-4">
      <figcaption className="font-medium">{title}</figcaption>
      <svg aria-hidden viewBox={`0 0 ${CHART.width} ${CHART.height}`} className="mt-3 w-full max-w-md text-accent">
        {ticks.map(({ value, y }) => (
          <g key={value}>
            <path d={`M${CHART.left} ${y}H${CHART.width}`} stroke="var(--line)" />
            <text x={CHART.left - 8} y={y + 5} textAnchor="end" {...label}>
              {share(value)}
            </text>
          </g>
        ))}
        {days.map((text, i) => (
          <text
            key={text}
            x={i === 0 ? CHART.left : CHART.width - CHART.right}
            y={CHART.height - 8}
            textAnchor={i === 0 ? 'start' : 'end'}
            {...label}
          >
            {text}
          </text>
        ))}
        <path d={asked(marks)} fill="none" stroke="var(--muted)" strokeWidth={2} strokeDasharray="6 5" />
        {marks.map((mark) => (
          <Mark key={mark.x} mark={mark} />
        ))}
      </svg>
      <p className="mt-2 text-muted text-sm leading-6">{t('legend')}</p>
      <details className="mt-1">
        <summary className="flex min-h-11 cursor-pointer items-center text-sm underline underline-offset-4">
          {t('asTable')}
        </summary>
        <table className="w-full text-start text-sm tabular-nums">
          <thead>
            <tr>
              {(['when', 'close', 'asked', 'entered'] as const).map((column) => (
                <th key={column} scope="col" className="py-1 pe-2 font-medium">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {comparisons.map(({ at, similarity, threshold, accepted }) => (
              <tr key={at.toISOString()} className="border-line border-t">
                <td className="py-1 pe-2">{format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })}</td>
                <td className="py-1 pe-2">{share(similarity)}</td>
                <td className="py-1 pe-2">{share(threshold)}</td>
                <td className="py-1">{accepted ? t('yes') : t('no')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** A disc for a log-in that succeeded, a cross for one that did not: told apart by shape. */
function Mark({ mark: { x, y, accepted } }: { mark: ChartMark }): ReactElement {
  if (accepted) return <circle cx={x} cy={y} r={5} fill="currentColor" />;
  const strokes = `M${x - CROSS} ${y - CROSS}l${2 * CROSS} ${2 * CROSS}m0 ${-2 * CROSS}l${-2 * CROSS} ${2 * CROSS}`;
  return <path d={strokes} stroke="var(--danger)" strokeWidth={2.5} fill="none" />;
}

/** The line of what was asked; from edge to edge where there is one comparison only. */
function asked(marks: readonly ChartMark[]): string {
  const [first, ...others] = marks;
  if (!first) return '';
  if (others.length === 0) return `M${CHART.left} ${first.asked}H${CHART.width}`;
  return `M${marks.map(({ x, asked: y }) => `${x} ${y}`).join('L')}`;
}
