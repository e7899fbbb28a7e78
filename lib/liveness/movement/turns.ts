import type { Side } from './head-turn';
import { ASTRAY, BACK, STEADY_FRAMES, TURNED } from './limits';

/** One turn to a side, by places in the list of moves. */
export interface Turn {
  side: Side;
  /** The frames that show it turned, at least `STEADY_FRAMES`. */
  turned: number[];
  /** The furthest displacement that `STEADY_FRAMES` of them all have. */
  depth: number;
  /** The last frame at rest before, and the first after; absent where the head did not come back. */
  from: number;
  to: number | undefined;
}

/**
 * The turns of a head, in order.
 *
 * @param moves displacement of the nose from rest in eye distances, frame by frame, the person's left positive
 */
export function turnsOf(moves: readonly number[]): Turn[] {
  const turns: Turn[] = [];
  let open: Turn | undefined;
  let rest = 0;
  for (const [i, move] of moves.entries()) {
    const side = move > 0 ? 'left' : 'right';
    const isBack = Math.abs(move) <= BACK;
    if (open && (isBack || side !== open.side)) {
      open.to = isBack ? i : undefined;
      open = undefined;
    }
    if (isBack) rest = i;
    if (Math.abs(move) < TURNED) continue;
    if (!open) {
      open = { side, turned: [], depth: 0, from: rest, to: undefined };
      turns.push(open);
    }
    open.turned.push(i);
  }
  const steady = turns.filter(({ turned }) => turned.length >= STEADY_FRAMES).reduce(joined, []);
  return steady.map((turn) => ({ ...turn, depth: steadily(turn.turned.map((i) => Math.abs(moves[i] as number))) }));
}

/**
 * Of the turns of a head those that were asked for, in order, and whether another one goes astray: one beside them, from `ASTRAY` on, since
 * who comes back may swing a little to the other side; any one in their place.
 */
export function turnsAsked(turns: readonly Turn[], asked: readonly Side[]): { turns: Turn[]; isAstray: boolean } {
  const done: Turn[] = [];
  const others: Turn[] = [];
  for (const turn of turns) (turn.side === asked[done.length] ? done : others).push(turn);
  const isDone = done.length === asked.length;
  return { turns: done, isAstray: others.some(({ depth }) => !isDone || depth >= ASTRAY) };
}

/** Two turns to one side after each other are one: landmarks of a head that is turned and tilted waver. */
function joined(turns: Turn[], next: Turn): Turn[] {
  const before = turns.at(-1);
  if (before?.side !== next.side) return [...turns, next];
  return [...turns.slice(0, -1), { ...next, turned: [...before.turned, ...next.turned], from: before.from }];
}

/** The furthest that `STEADY_FRAMES` frames of these all are. */
export function steadily(moves: readonly number[]): number {
  return moves.toSorted((a, b) => b - a)[STEADY_FRAMES - 1] ?? 0;
}

/**
 * The largest share of a turn that happens between two frames that follow each other, on the way out or back. Someone who turns is seen
 * half-way; two pictures that are exchanged are not.
 */
export function largestLeap({ turned, from, to }: Turn, moves: readonly number[]): number {
  const depth = (i: number): number => Math.abs(moves[i] ?? 0);
  const furthest = turned.reduce((best, i) => (depth(i) > depth(best) ? i : best), turned[0] ?? from);
  const last = to ?? moves.length - 1;
  let leap = 0;
  for (let i = from + 1; i <= last; i++) {
    const change = depth(i) - depth(i - 1);
    leap = Math.max(leap, i <= furthest ? change : -change);
  }
  return leap / (depth(furthest) - Math.min(depth(from), depth(last)));
}
