import { isAttack, type Presentation } from '@/lib/evaluation/data/presentations';
import type { PresentationWeights } from '@/lib/liveness/passive/score';
import { solveLinear } from '@/lib/math/linear-system';
import { mean } from '@/lib/math/statistics';

type Projection = PresentationWeights['texture'];

/**
 * Strength of the penalty on large weights, a presentation. Chosen among 0.0003, 0.001 and 0.003 by genuine people before other
 * cameras, none of whom reaches the threshold from 0.001 on; between 0.0003 and 0.001 the recorded set does not tell.
 */
const RIDGE = 0.001;

/** A presentation's row: square roots of the shares, and the kind, in proportion to how many of the kind there are. */
interface Row {
  x: Float64Array;
  target: 1 | -1;
  weight: number;
}

/**
 * The linear discriminant of patterns of attacks (towards 1) and live faces (towards -1), both kinds alike in weight, by ridge regression in its dual
 * form: there are more patterns than presentations. Undefined where no patterns were measured.
 */
export function fitTexture(presentations: readonly Presentation[]): Projection | undefined {
  const rows = rowsOf(presentations);
  if (rows.length === 0) return undefined;
  const size = (rows[0] as Row).x.length;
  const middle = Float64Array.from({ length: size }, (_, bin) => weightedMean(rows, ({ x }) => x[bin] as number));
  const target = weightedMean(rows, (row) => row.target);
  const scaled = rows.map(({ x, weight }) =>
    x.map((value, bin) => Math.sqrt(weight) * (value - (middle[bin] as number))),
  );
  const equations = scaled.map((a, i) => {
    const equation = Float64Array.from({ length: rows.length + 1 }, (_, j) =>
      j < rows.length ? dot(a, scaled[j] as Float64Array) : 0,
    );
    equation[i] = (equation[i] as number) + RIDGE * rows.length;
    const { weight, target: own } = rows[i] as Row;
    equation[rows.length] = Math.sqrt(weight) * (own - target);
    return equation;
  });
  const dual = solveLinear(equations);
  if (!dual) return undefined;
  const projection = Array.from({ length: size }, (_, bin) =>
    rounded(dual.reduce((sum, value, i) => sum + value * ((scaled[i] as Float64Array)[bin] as number), 0)),
  );
  return { offset: rounded(target - dot(middle, projection)), projection };
}

function rowsOf(presentations: readonly Presentation[]): Row[] {
  const share = mean(presentations.map((each) => (isAttack(each) ? 1 : 0)));
  return presentations.flatMap((each) => {
    const { patterns } = each.evidence;
    if (!patterns) return [];
    const x = Float64Array.from(patterns, Math.sqrt);
    return [isAttack(each) ? { x, target: 1, weight: 0.5 / share } : { x, target: -1, weight: 0.5 / (1 - share) }];
  });
}

function weightedMean(rows: readonly Row[], of: (row: Row) => number): number {
  let [sum, weights] = [0, 0];
  for (const row of rows) {
    sum += row.weight * of(row);
    weights += row.weight;
  }
  return sum / weights;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Five digits are far more than the data tell, and keep the file small. */
const rounded = (value: number): number => Number(value.toPrecision(5));
