import { wilson } from '@/lib/evaluation/rates/wilson';
import { markdownTable, percentWithin } from '@/lib/evaluation/report/markdown-table';
import type { MovementNumbers, MovementVerdict } from '@/lib/liveness/movement/judge-movement';

/** Verdicts on films of one kind. */
export interface Row {
  name: string;
  verdicts: MovementVerdict[];
  people: number;
}

const HEADING = ['films', 'trials, people', 'accepted %', 'otherwise', 'nose to a side', 'profile', 'relief', 'leap'];

/** One line a kind of films. Intervals take trials for independent, which those of few people are not. */
export function movementTable(rows: readonly Row[]): string {
  return markdownTable(
    HEADING,
    rows.map(({ name, verdicts, people }) => {
      const accepted = verdicts.filter(({ outcome }) => outcome === 'accepted').length;
      return [
        name,
        `${verdicts.length}, ${people}`,
        percentWithin(accepted / verdicts.length, wilson(accepted, verdicts.length), 0),
        refusals(verdicts),
        range(verdicts, ({ left = 0, right = 0 }) => Math.max(left, right)),
        range(verdicts, ({ profile }) => profile),
        range(verdicts, ({ relief }) => relief),
        range(verdicts, ({ leap }) => leap),
      ];
    }),
  );
}

function refusals(verdicts: readonly MovementVerdict[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of verdicts) if (outcome !== 'accepted') counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${outcome} ${count}`).join(', ');
}

/** Least, and most. */
function range(verdicts: readonly MovementVerdict[], part: (numbers: MovementNumbers) => number | undefined): string {
  const values = verdicts.flatMap(({ numbers }) => part(numbers) ?? []);
  if (values.length === 0) return '';
  return `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
}
