import { median } from '@/lib/math/statistics';
import { type HeadTurn, headTurn } from './head-turn';
import { REST_FRAMES } from './limits';
import type { ObservedFace, ObservedFrame } from './observed-frame';

/** A frame with a face that can be measured. */
export interface Seen {
  frame: ObservedFrame;
  face: ObservedFace;
  turn: HeadTurn;
}

export function seenIn(frames: readonly ObservedFrame[]): Seen[] {
  return frames.flatMap((frame) => measured(frame) ?? []);
}

function measured(frame: ObservedFrame): Seen | undefined {
  const { face } = frame;
  if (!face || !Object.values(face.box).every(Number.isFinite)) return undefined;
  if (!(face.box.width > 0 && face.box.height > 0)) return undefined;
  const turn = headTurn(face.landmarks);
  return turn && { frame, face, turn };
}

/** Displacement of the nose at rest: in the median of the frames at the start. Throws a RangeError for no frames. */
export function restOf(seen: readonly Seen[]): number {
  return median(seen.slice(0, REST_FRAMES).map(({ turn }) => turn.displacement));
}

/** Displacement of the nose from rest, frame by frame. Throws a RangeError for no frames. */
export function movesOf(seen: readonly Seen[]): number[] {
  const rest = restOf(seen);
  return seen.map(({ turn }) => turn.displacement - rest);
}

/** What each item is to the one before it. */
export function between<T, R>(items: readonly T[], compare: (a: T, b: T) => R): R[] {
  return items.slice(1).map((item, i) => compare(items[i] as T, item));
}
