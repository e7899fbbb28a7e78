import type { ReactElement } from 'react';
import { CHART, type ChartMark, type ChartPoint, layOut } from './chart-geometry';
import { day, moment } from './moment';
import { scoreWords } from './words';

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
export function Scores({ comparisons }: { comparisons: readonly ShownComparison[] }): ReactElement {
  if (comparisons.length === 0) return <p className="mt-3 text-muted leading-7">{scoreWords.none}</p>;
  return (
    <>
      <p className="mt-3 text-muted leading-7">{scoreWords.text}</p>
      {(['face', 'voice'] as const).map((modality) => (
        <ScoreChart
          key={modality}
          title={scoreWords[modality]}
          comparisons={comparisons.filter((comparison) => comparison.modality === modality).slice(0, SHOWN)}
        />
      ))}
    </>
  );
}

function ScoreChart({ title, comparisons }: { title: string; comparisons: readonly ShownComparison[] }): ReactElement {
  const { marks, ticks } = layOut(comparisons.toReversed());
  const days = [...new Set([marks[0], marks.at(-1)].flatMap((mark) => (mark ? day.format(mark.point.at) : [])))];
  return (
    <figure className="mt-4 rounded-frame border border-line bg-raised p-5">
      <figcaption className="font-medium">{title}</figcaption>
      <svg aria-hidden viewBox={`0 0 ${CHART.width} ${CHART.height}`} className="mt-3 w-full max-w-md text-accent">
        {ticks.map(({ value, y }) => (
          <g key={value}>
            <path d={`M${CHART.left} ${y}H${CHART.width}`} stroke="var(--line)" />
            <text x={CHART.left - 8} y={y + 5} textAnchor="end" {...label}>
              {value.toFixed(2)}
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
      <p className="mt-2 text-muted text-sm leading-6">{scoreWords.legend}</p>
      <details className="mt-1">
        <summary className="flex min-h-11 cursor-pointer items-center text-sm underline underline-offset-4">
          {scoreWords.asTable}
        </summary>
        <table className="w-full text-left text-sm tabular-nums">
          <thead>
            <tr>
              {scoreWords.columns.map((column) => (
                <th key={column} scope="col" className="py-1 pr-2 font-medium">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {comparisons.map(({ at, similarity, threshold, accepted }) => (
              <tr key={at.toISOString()} className="border-line border-t">
                <td className="py-1 pr-2">{moment.format(at)}</td>
                <td className="py-1 pr-2">{similarity.toFixed(2)}</td>
                <td className="py-1 pr-2">{threshold.toFixed(2)}</td>
                <td className="py-1">{accepted ? scoreWords.yes : scoreWords.no}</td>
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
