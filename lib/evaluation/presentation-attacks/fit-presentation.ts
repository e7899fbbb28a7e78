import { isAttack, LIVE, type Presentation } from '@/lib/evaluation/data/presentations';
import type { Part } from '@/lib/liveness/passive/evidence';
import { deviations, type PresentationWeights } from '@/lib/liveness/passive/score';
import { logisticRegression } from '@/lib/math/logistic';
import { meanAndDeviation } from '@/lib/math/statistics';
import { fitTexture } from './fit-texture';
import { acrossFolds } from './people';
import { type Checks, fittedParts, LEAST, soundParts, valuesOf } from './sound-parts';

/** Strength of the penalty on large weights (ridge), as if each part had been seen to be useless so many times. */
const RIDGE = 1;
/** Share of live presentations that may be above the threshold. */
const BPCER = 0.03;

/** A presentation whose texture was projected by weights that never saw its person. */
interface Projected {
  presentation: Presentation;
  texture: PresentationWeights['texture'];
}

/**
 * Weights by ridge logistic regression (Newton's method) on parts in deviations from the live ones; both kinds count alike. The
 * texture's projection is fitted first, and what it says of people that it was not fitted to is what the regression sees. Parts
 * that are not sound (`soundParts`) get no weight; those that too few presentations of either kind have keep what `before` says, and so
 * does the threshold. Throws a RangeError for fewer than ten live or ten attack presentations.
 */
export function fitPresentation(
  live: readonly Presentation[],
  attacks: readonly Presentation[],
  before: PresentationWeights,
  checks: Checks = {},
): PresentationWeights {
  if (live.length < LEAST || attacks.length < LEAST)
    throw new RangeError(`--fit needs ${LEAST} presentations of each kind`);
  const all = [...live, ...attacks];
  const texture = fitTexture(all) ?? before.texture;
  const projected = projectedOf(all);
  const fitted = fittedParts(all, texture);
  const parts = { ...before.parts };
  for (const part of fitted) {
    const values = part === 'texture' ? projectedLive(projected) : valuesOf(part, all, texture).live;
    const { mean, deviation } = meanAndDeviation(values);
    parts[part] = { mean, deviation: deviation || 1e-3, weight: 0 };
  }
  const sound = soundParts(fitted, all, texture, checks);
  const { bias, weights } = fitParts(projected, sound, parts);
  for (const [part, weight] of weights) parts[part] = { ...parts[part], weight };
  return { ...before, bias, texture, parts };
}

function projectedOf(all: readonly Presentation[]): Projected[] {
  return acrossFolds(all, all, (others, own) => {
    const texture = fitTexture(others) ?? { offset: 0, projection: [] };
    return own.map((presentation) => ({ presentation, texture }));
  });
}

const projectedLive = (projected: readonly Projected[]): number[] =>
  projected.flatMap(({ presentation, texture }) => valuesOf('texture', [presentation], texture).live);

/** Weights whose signs are those that the parts have alone: one that only corrects another has none. */
function fitParts(
  projected: readonly Projected[],
  sound: readonly Part[],
  parts: PresentationWeights['parts'],
): { bias: number; weights: Map<Part, number> } {
  const count = (kind: boolean): number =>
    projected.filter(({ presentation }) => isAttack(presentation) === kind).length;
  const balance = { live: count(true) / projected.length, attack: count(false) / projected.length };
  const rows = projected.map(({ presentation: { evidence, type }, texture }) => ({
    x: [1, ...sound.map((part) => deviations(part, evidence, { parts, texture }))],
    target: type === LIVE ? 0 : 1,
    weight: type === LIVE ? balance.live : balance.attack,
  }));
  const [bias = 0, ...found] = logisticRegression(rows, { penalties: [0, ...sound.map(() => RIDGE)] });
  const weights = new Map(sound.map((part, i) => [part, found[i] ?? 0]));
  const attackMean = (at: number): number => {
    const own = rows.filter(({ target }) => target === 1);
    return own.reduce((sum, { x }) => sum + (x[at] as number), 0) / own.length;
  };
  const agreeing = sound.filter((part, i) => (weights.get(part) ?? 0) * attackMean(i + 1) >= 0);
  return agreeing.length === sound.length ? { bias, weights } : fitParts(projected, agreeing, parts);
}

/** The least score that at most 3 % of live presentations reach. */
export function presentationThreshold(liveScores: readonly number[]): number {
  const falling = liveScores.toSorted((a, b) => b - a);
  const allowed = Math.floor(BPCER * falling.length);
  const highest = falling[allowed] ?? 0;
  return Math.min(1, highest + 1e-9);
}
