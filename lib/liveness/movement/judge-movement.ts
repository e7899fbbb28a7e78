import { mean, median } from '@/lib/math/statistics';
import { cosineDistance } from '@/lib/math/vector';
import { type Step, stepBetween } from './continuity';
import type { Side } from './head-turn';
import {
  BACK,
  LEAST_FRAMES,
  LEAST_PROFILE,
  LEAST_RELIEF,
  MOST_AT_REST,
  MOST_BACKGROUND,
  MOST_FRAMES,
  MOST_GAP_MS,
  MOST_GROWTH,
  MOST_LEAP,
  MOST_SHIFT,
  MOST_TIME_MS,
  REST_FRAMES,
  REST_SPREAD,
  SAME_PERSON,
  STEADY_FRAMES,
} from './limits';
import type { ObservedFrame } from './observed-frame';
import { between, movesOf, restOf, type Seen, seenIn } from './seen';
import { largestLeap, steadily, type Turn, turnsAsked, turnsOf } from './turns';

/**
 * - `unclear`: the frames do not allow a verdict: too few or many, times that are no times, no face for too long, not straight at first.
 * - `cut`: the picture jumps: it is not one camera before one scene.
 * - `other_person`: whoever turns is not who was there at rest.
 * - `wrong_side`: a turn that was not asked for, also beside one that was.
 * - `not_far_enough`: no turn, or too few.
 * - `flat`: nothing of the face stands before the rest of it: a picture, also a bent one.
 * - `not_back`: the head stays turned.
 */
export type MovementOutcome =
  | 'accepted'
  | 'unclear'
  | 'cut'
  | 'other_person'
  | 'wrong_side'
  | 'not_far_enough'
  | 'flat'
  | 'not_back';

/** For the audit; absent where the verdict was clear before it was measured. In eye distances where `limits.ts` says so. */
export interface MovementNumbers extends Partial<Step> {
  frames: number;
  faces?: number;
  milliseconds?: number;
  /** The nose at rest, and how far it went to either side of that. */
  rest?: number;
  left?: number;
  right?: number;
  leap?: number;
  /** Of the turn in which each is least. */
  profile?: number;
  relief?: number;
  /** The largest cosine distance between two embeddings. */
  distance?: number;
}

export interface MovementVerdict {
  outcome: MovementOutcome;
  numbers: MovementNumbers;
}

/**
 * Whether a head did what it was asked to: from rest to each side in order and back, far enough, as a solid thing, as one person, in one
 * piece. Frames are in the order in which they were taken. Throws a RangeError where `asked` is empty or asks for a side twice in a row.
 */
export function judgeMovement(frames: readonly ObservedFrame[], asked: readonly Side[]): MovementVerdict {
  if (asked.length === 0 || asked.some((side, i) => side === asked[i + 1]))
    throw new RangeError('sides must alternate');
  const numbers: MovementNumbers = { frames: frames.length };
  const verdict = (outcome: MovementOutcome): MovementVerdict => ({ outcome, numbers });

  if (frames.length < LEAST_FRAMES || frames.length > MOST_FRAMES) return verdict('unclear');
  const seen = seenIn(frames);
  numbers.faces = seen.length;
  if (!areFrameTimes(frames) || seen.length < LEAST_FRAMES) return verdict('unclear');
  numbers.milliseconds = (frames.at(-1)?.at ?? 0) - (frames[0]?.at ?? 0);
  const gaps = between(seen, (a, b) => b.frame.at - a.frame.at);
  if (numbers.milliseconds > MOST_TIME_MS || Math.max(...gaps) > MOST_GAP_MS) return verdict('unclear');

  const atRest = seen.slice(0, REST_FRAMES).map(({ turn }) => turn.displacement);
  numbers.rest = restOf(seen);
  if (Math.abs(numbers.rest) > MOST_AT_REST || Math.max(...atRest) - Math.min(...atRest) > REST_SPREAD)
    return verdict('unclear');

  const moves = movesOf(seen);
  const { turns, isAstray } = turnsAsked(turnsOf(moves), asked);
  numbers.left = steadily(moves);
  numbers.right = steadily(moves.map((move) => -move));
  numbers.leap = Math.max(0, ...turns.map((turn) => largestLeap(turn, moves)));
  Object.assign(numbers, largestStep(seen));
  if (numbers.leap > MOST_LEAP || isJump(numbers)) return verdict('cut');

  const spread = embeddingSpread(seen, turns);
  if (spread !== undefined) numbers.distance = spread;
  if (spread !== undefined && !(spread <= SAME_PERSON)) return verdict('other_person');

  if (isAstray) return verdict('wrong_side');
  if (turns.length < asked.length) return verdict('not_far_enough');
  numbers.profile = Math.min(...turns.map((turn) => profileOf(turn, seen)));
  if (!(numbers.profile >= LEAST_PROFILE)) return verdict('flat');
  const relief = leastRelief(seen, turns);
  if (relief !== undefined) numbers.relief = relief;
  if (relief !== undefined && !(relief >= LEAST_RELIEF)) return verdict('flat');
  if (moves.slice(-STEADY_FRAMES).some((move) => Math.abs(move) > BACK)) return verdict('not_back');
  return verdict(spread === undefined || relief === undefined ? 'unclear' : 'accepted');
}

/** Numbers that only grow. The browser says them, so that they prove nothing. */
function areFrameTimes(frames: readonly ObservedFrame[]): boolean {
  return frames.every(({ at }) => Number.isFinite(at)) && between(frames, (a, b) => b.at > a.at).every(Boolean);
}

function largestStep(seen: readonly Seen[]): Step {
  const steps = between(seen, (a, b) => stepBetween(a.frame, b.frame));
  const most = (part: keyof Step): number => Math.max(...steps.map((step) => step[part]));
  return { shift: most('shift'), growth: most('growth'), background: most('background') };
}

const isJump = ({ shift = 0, growth = 0, background = 0 }: MovementNumbers): boolean =>
  !(shift <= MOST_SHIFT && growth <= MOST_GROWTH && background <= MOST_BACKGROUND);

/** Undefined where rest or one of the turns was not described. */
function embeddingSpread(seen: readonly Seen[], turns: readonly Turn[]): number | undefined {
  const isDescribed = (i: number): boolean => seen[i]?.face.embedding !== undefined;
  const firstTurned = turns[0]?.turned[0] ?? seen.length;
  const isRestDescribed = seen.some((_, i) => i < firstTurned && isDescribed(i));
  if (!isRestDescribed || !turns.every(({ turned }) => turned.some(isDescribed))) return undefined;
  const embeddings = seen.flatMap(({ face }) => face.embedding ?? []);
  return Math.max(0, ...embeddings.flatMap((a, i) => embeddings.slice(i + 1).map((b) => cosineDistance(a, b))));
}

/** How far the tip of the nose left its line, to the side of the turn, in the median of the frames that show it turned. */
function profileOf({ side, turned }: Turn, seen: readonly Seen[]): number {
  const rest = median(seen.slice(0, REST_FRAMES).map(({ turn }) => turn.profile));
  const profile = median(turned.map((i) => (seen[i] as Seen).turn.profile)) - rest;
  return side === 'left' ? profile : -profile;
}

/** Of the turn that has least, the mean over the frames of which it was measured; undefined where one was not. */
function leastRelief(seen: readonly Seen[], turns: readonly Turn[]): number | undefined {
  const reliefs = turns.map(({ turned }) => turned.flatMap((i) => (seen[i] as Seen).face.relief ?? []));
  return reliefs.every(({ length }) => length > 0) ? Math.min(...reliefs.map(mean)) : undefined;
}
