import { percent } from '@/lib/evaluation/report/percent';
import { lowerQuantile, mean } from '@/lib/math/statistics';
import type { Look, Shift } from './detection-looks';

/** What one way of looking showed of all pictures. */
export interface Row {
  looks: Look[];
  /** The pictures whose subject is found at face-api's side, but not in this way. */
  lost: string[];
  shifts: Shift[];
}

/** Markdown: a row for each way of looking. */
export function sidesTable(rows: ReadonlyMap<string, Row>): string {
  const heading = [
    '| looks at | found | lost | processor time, ms | landmarks moved, median (95 %) | embedding moved, median (95 %) |',
    '|---|---|---|---|---|---|',
  ];
  const lines = [...rows].map(([name, { looks, lost, shifts }]) => {
    const found = looks.filter(({ faces }) => faces.length > 0).length / looks.length;
    const time = mean(looks.map(({ milliseconds }) => milliseconds));
    const moved = (of: (shift: Shift) => number): string => medianAndMost(shifts.map(of));
    return `| ${name} | ${percent(found, 2)} | ${lost.length} | ${time.toFixed(1)} | ${moved(({ landmarks }) => landmarks)} | ${moved(({ embedding }) => embedding)} |`;
  });
  return [...heading, ...lines].join('\n');
}

/** Markdown: a row for each share of the height, a column for each way of looking. */
export function framedTable(table: ReadonlyMap<number, ReadonlyMap<string, number>>): string {
  const [first] = table.values();
  const names = [...(first?.keys() ?? [])];
  const lines = [...table].map(
    ([share, seen]) => `| ${percent(share, 0)} | ${names.map((name) => percent(seen.get(name) ?? 0, 0)).join(' | ')} |`,
  );
  return [`| height | ${names.join(' | ')} |`, `|${'---|'.repeat(names.length + 1)}`, ...lines].join('\n');
}

function medianAndMost(values: readonly number[]): string {
  if (values.length === 0) return 'none';
  return `${lowerQuantile(values, 0.5).toFixed(4)} (${lowerQuantile(values, 0.95).toFixed(4)})`;
}
