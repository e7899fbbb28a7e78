import { isAttack, LIVE, type Presentation } from '@/lib/evaluation/data/presentations';
import { PARTS, type Part } from '@/lib/liveness/passive/evidence';
import { type PresentationWeights, partValue } from '@/lib/liveness/passive/score';
import { median } from '@/lib/math/statistics';

/** Presentations of each kind that a part must have been measured in to say anything of it. */
export const LEAST = 10;

/**
 * Parts of whole bursts that no set at hand can fit: live ones and attacks were recorded at other intervals, few heads turn, and
 * nothing repeats. They keep the weights that geometry and construction gave them.
 */
const KEPT: readonly Part[] = ['plane', 'expression', 'repeated'];

/** What physics expects of a part in an attack. */
const DIRECTION: Partial<Record<Part, 1 | -1>> = {
  raster: 1,
  border: 1,
  blackLevel: 1,
  highlights: 1,
  colourfulness: -1,
  sharpnessForSize: -1,
  specular: 1,
  blur: 1,
  headMotion: -1,
  texture: 1,
};

/** What a part has to stand besides the presentations that it is fitted to. */
export interface Checks {
  /** Live ones and attacks of another origin. */
  other?: readonly Presentation[];
  /** Genuine people before other cameras. */
  genuine?: readonly Presentation[];
}

/** The parts that were measured often enough to be fitted. */
export function fittedParts(presentations: readonly Presentation[], texture: PresentationWeights['texture']): Part[] {
  return PARTS.filter((part) => !KEPT.includes(part) && directionOf(part, presentations, texture) !== undefined);
}

/**
 * Those of the fitted parts that may have a weight: which point where physics says, and the same way in the other set, and in
 * which genuine people before other cameras are nearer to live faces than to attacks. All others have found the light, the room or the
 * camera of one set.
 */
export function soundParts(
  parts: readonly Part[],
  presentations: readonly Presentation[],
  texture: PresentationWeights['texture'],
  { other = [], genuine = [] }: Checks,
): Part[] {
  return parts.filter((part) => {
    const direction = directionOf(part, presentations, texture) ?? 0;
    const elsewhere = directionOf(part, other, texture) ?? direction;
    const isSame = direction * elsewhere > 0 && direction * (DIRECTION[part] ?? direction) > 0;
    return isSame && areNearLive(part, presentations, genuine, texture);
  });
}

/** How much more often an attack has the larger value than a live face, in [-1, 1]. Undefined for fewer than ten of either. */
export function directionOf(
  part: Part,
  presentations: readonly Presentation[],
  texture: PresentationWeights['texture'],
): number | undefined {
  const { live, attacks } = valuesOf(part, presentations, texture);
  if (live.length < LEAST || attacks.length < LEAST) return undefined;
  let larger = 0;
  for (const attack of attacks) for (const one of live) larger += Math.sign(attack - one);
  return larger / (live.length * attacks.length);
}

function areNearLive(
  part: Part,
  presentations: readonly Presentation[],
  genuine: readonly Presentation[],
  texture: PresentationWeights['texture'],
): boolean {
  const elsewhere = valuesOf(part, genuine, texture).live;
  if (elsewhere.length < LEAST) return true;
  const { live, attacks } = valuesOf(part, presentations, texture);
  const there = median(elsewhere);
  return (there - median(live)) * (median(attacks) - median(live)) <= (median(attacks) - median(live)) ** 2 / 2;
}

/** A part's values in presentations of either kind. */
export function valuesOf(
  part: Part,
  presentations: readonly Presentation[],
  texture: PresentationWeights['texture'],
): { live: number[]; attacks: number[] } {
  const of = (kind: readonly Presentation[]): number[] =>
    kind.flatMap(({ evidence }) => partValue(part, evidence, { texture }) ?? []);
  return { live: of(presentations.filter(({ type }) => type === LIVE)), attacks: of(presentations.filter(isAttack)) };
}
