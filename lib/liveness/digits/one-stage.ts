import type { Distances } from './distances';

/** A template found in rows `from` to `to`. */
export interface Found {
  template: number;
  from: number;
  to: number;
}

export interface Path {
  /** Sum of the distances of all rows. */
  cost: number;
  found: Found[];
}

/** No path costs as much: 15 s are 750 rows. */
const IMPOSSIBLE = 1e9;
/** For skipping a state. */
const SKIP = 0.1;
/** For a row more in a state, so that noise before or after a digit is no part of it. */
const STAY = 0.3;
/** In place of a template: silence after it. */
const SILENT = -1;

/**
 * The cheapest path through one template after the other, with silence before, between and after them; `choices[k]` are those that the
 * k-th may be. One-stage dynamic programming (Ney, IEEE Trans. ASSP 32, 1984) with a level for each template (Myers and Rabiner, IEEE
 * Trans. ASSP 29, 1981). Each row stays in a state, goes to the next or skips one. Undefined where the recording is too short.
 */
export function bestPath(distances: Distances, choices: readonly (readonly number[])[]): Path | undefined {
  const rows = distances.silence.length;
  let before = new Float64Array(rows + 1);
  for (let row = 0; row < rows; row++) before[row + 1] = (before[row] as number) + (distances.silence[row] as number);
  const levels: Level[] = [];
  for (const choice of choices) {
    const level = nextLevel(distances, choice, before);
    levels.push(level);
    before = level.cost;
  }
  const cost = before[rows] as number;
  return cost < IMPOSSIBLE ? { cost, found: traceBack(levels, rows) } : undefined;
}

/** So many templates said, for each number of rows. */
interface Level {
  cost: Float64Array<ArrayBuffer>;
  /** The template that ends there, or `SILENT`; and where it began. */
  template: Int16Array;
  from: Int32Array;
}

function nextLevel(distances: Distances, choice: readonly number[], before: Float64Array): Level {
  const { silence } = distances;
  const rows = silence.length;
  const level: Level = {
    cost: new Float64Array(rows + 1).fill(IMPOSSIBLE),
    template: new Int16Array(rows + 1).fill(SILENT),
    from: new Int32Array(rows + 1),
  };
  const begin = before.findIndex((cost) => cost < IMPOSSIBLE);
  if (begin < 0) return level;
  for (const template of choice) sayTemplate(distances, template, before, begin, level);
  const { cost } = level;
  for (let row = begin; row < rows; row++) {
    const quiet = (cost[row] as number) + (silence[row] as number);
    if (quiet >= (cost[row + 1] as number)) continue;
    cost[row + 1] = quiet;
    level.template[row + 1] = SILENT;
  }
  return level;
}

/** Lowers the costs of a level to those of ending with this template. */
function sayTemplate(
  { data, states, first, silence }: Distances,
  template: number,
  before: Float64Array,
  begin: number,
  level: Level,
): void {
  const base = first[template] as number;
  const length = (first[template + 1] as number) - base;
  const costs = new Float64Array(length).fill(IMPOSSIBLE);
  const began = new Int32Array(length);
  for (let row = begin; row < silence.length; row++) {
    const at = row * states + base;
    for (let state = length - 1; state > 0; state--) {
      let best = (costs[state] as number) + STAY;
      const step = costs[state - 1] as number;
      if (step < best) {
        best = step;
        began[state] = began[state - 1] as number;
      }
      if (state > 1) {
        const skip = (costs[state - 2] as number) + SKIP;
        if (skip < best) {
          best = skip;
          began[state] = began[state - 2] as number;
        }
      }
      costs[state] = best + (data[at + state] as number);
    }
    const stay = (costs[0] as number) + STAY;
    const enter = before[row] as number;
    if (enter < stay) began[0] = row;
    costs[0] = Math.min(stay, enter) + (data[at] as number);
    const end = costs[length - 1] as number;
    if (end >= (level.cost[row + 1] as number)) continue;
    level.cost[row + 1] = end;
    level.template[row + 1] = template;
    level.from[row + 1] = began[length - 1] as number;
  }
}

function traceBack(levels: readonly Level[], rows: number): Found[] {
  const found: Found[] = [];
  let at = rows;
  for (const { template, from } of levels.toReversed()) {
    while (template[at] === SILENT) at--;
    found.unshift({ template: template[at] as number, from: from[at] as number, to: at });
    at = from[at] as number;
  }
  return found;
}

/** The state of its template that each row of a found one is in, by the steps of `bestPath`; and what they cost in all. */
export function align(
  { data, states, first }: Distances,
  { template, from, to }: Found,
): { states: Int32Array; cost: number } {
  const base = first[template] as number;
  const length = (first[template + 1] as number) - base;
  const rows = to - from;
  const costs = new Float64Array((rows + 1) * length).fill(IMPOSSIBLE);
  costs[0] = -STAY;
  const steps = new Uint8Array(rows * length);
  for (let row = 0; row < rows; row++) {
    for (let state = 0; state < length; state++) {
      let best = (costs[row * length + state] as number) + STAY;
      for (let step = 1; step <= Math.min(2, state); step++) {
        const cost = (costs[row * length + state - step] as number) + (step === 2 ? SKIP : 0);
        if (cost >= best) continue;
        best = cost;
        steps[row * length + state] = step;
      }
      costs[(row + 1) * length + state] = best + (data[(from + row) * states + base + state] as number);
    }
  }
  const path = new Int32Array(rows);
  let state = length - 1;
  for (let row = rows - 1; row >= 0; row--) {
    path[row] = base + state;
    state -= steps[row * length + state] as number;
  }
  return { states: path, cost: costs[(rows + 1) * length - 1] as number };
}

/** What `align` says that it costs, without the way; infinite where the template is too long. */
export function segmentCost({ data, states, first }: Distances, { template, from, to }: Found): number {
  const base = first[template] as number;
  const length = (first[template + 1] as number) - base;
  if (length > 2 * (to - from) - 1) return Number.POSITIVE_INFINITY;
  const costs = new Float64Array(length + 2).fill(IMPOSSIBLE);
  costs[2] = -STAY;
  for (let row = from; row < to; row++) {
    const at = row * states + base;
    const most = Math.min(length - 1, row === from ? 0 : 2 * (row - from));
    for (let state = most; state >= 0; state--) {
      const skip = (costs[state] as number) + SKIP;
      const step = costs[state + 1] as number;
      let best = (costs[state + 2] as number) + STAY;
      if (step < best) best = step;
      if (skip < best) best = skip;
      costs[state + 2] = best + (data[at + state] as number);
    }
  }
  return costs[length + 1] as number;
}
