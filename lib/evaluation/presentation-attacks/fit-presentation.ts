import type { Presentation } from '@/lib/evaluation/data/presentations';
import { PARTS, type Part } from '@/lib/liveness/passive/evidence';
import { deviations, type PresentationWeights } from '@/lib/liveness/passive/score';
import { logisticRegression } from '@/lib/math/logistic';
import { meanAndDeviation } from '@/lib/math/statistics';

/** Strength of the penalty on large weights (ridge), as if each part had been seen to be useless so many times. */
const RIDGE = 1;
/** Presentations of each kind that a part must have been measured in to be fitted; otherwise it keeps its weight. */
const LEAST = 10;
/** What physics expects of a part in an attack; a fit that says otherwise has found something else, and the part is left out. */
const DIRECTION: Partial<Record<Part, 1 | -1>> = {
  raster: 1,
  border: 1,
  blackLevel: 1,
  highlights: 1,
  colourfulness: -1,
  sharpnessForSize: -1,
};
/** Share of live presentations that may be above the threshold. */
const BPCER = 0.03;

/**
 * Weights by ridge logistic regression (Newton's method) on parts in deviations from the live ones; both kinds count alike. Parts
 * that too few presentations of either kind have keep what `before` says, and so does the threshold; parts that point against physics
 * get no weight.
 * Throws a RangeError for fewer than ten live or ten attack presentations.
 */
export function fitPresentation(
  live: readonly Presentation[],
  attacks: readonly Presentation[],
  before: PresentationWeights,
): PresentationWeights {
  if (live.length < LEAST || attacks.length < LEAST)
    throw new RangeError(`--fit needs ${LEAST} presentations of each kind`);
  const measured = (kind: readonly Presentation[], part: Part): number[] =>
    kind.flatMap(({ evidence }) => evidence[part] ?? []);
  const fitted = PARTS.filter((part) => [live, attacks].every((kind) => measured(kind, part).length >= LEAST));
  const parts = { ...before.parts };
  for (const part of fitted) {
    const { mean, deviation } = meanAndDeviation(measured(live, part));
    parts[part] = { mean, deviation: deviation || 1e-3, weight: 0 };
  }
  const { bias, weights } = fitParts(live, attacks, fitted, parts);
  for (const part of fitted) parts[part] = { ...parts[part], weight: weights.get(part) ?? 0 };
  return { ...before, bias, parts };
}

/** Weights of the parts that point where physics says; the others have none. */
function fitParts(
  live: readonly Presentation[],
  attacks: readonly Presentation[],
  fitted: readonly Part[],
  parts: PresentationWeights['parts'],
): { bias: number; weights: Map<Part, number> } {
  const rows = [...live, ...attacks].map(({ evidence }, i) => ({
    x: [1, ...fitted.map((part) => deviations(part, evidence, { parts }))],
    target: i < live.length ? 0 : 1,
    weight: (i < live.length ? attacks.length : live.length) / (live.length + attacks.length),
  }));
  const [bias = 0, ...found] = logisticRegression(rows, { penalties: [0, ...fitted.map(() => RIDGE)] });
  const weights = new Map(fitted.map((part, i) => [part, found[i] ?? 0]));
  const sound = fitted.filter((part) => (weights.get(part) ?? 0) * (DIRECTION[part] ?? 0) >= 0);
  return sound.length === fitted.length ? { bias, weights } : fitParts(live, attacks, sound, parts);
}

/** The least score that at most 3 % of live presentations reach. */
export function presentationThreshold(liveScores: readonly number[]): number {
  const falling = liveScores.toSorted((a, b) => b - a);
  const allowed = Math.floor(BPCER * falling.length);
  const highest = falling[allowed] ?? 0;
  return Math.min(1, highest + 1e-9);
}
