import type { Side } from './head-turn';
import { MOST_FRAMES, REST_FRAMES, STEADY_FRAMES } from './limits';
import type { ObservedFrame } from './observed-frame';
import { movesOf, type Seen, seenIn } from './seen';
import { turnsOf } from './turns';

/** What is to be measured of one turn, by places in the list of frames. */
export interface TurnedFrames {
  side: Side;
  /** A frame at rest. */
  rest: number;
  /** Those that show the face on its way, in order, as far as the last of the furthest. */
  way: number[];
  /** Those that show it furthest turned: of each its relief is measured. */
  furthest: number[];
  /** Turned, and not so far that the embedding suffers: to be described. */
  described: number;
}

/** Displacement at which a face is turned and yet described well. */
const WELL_TURNED = 0.2;
/** Frames before the first that counts as turned, in which the head is on its way. */
const ON_THE_WAY = 3;
/** The frame at rest that others are compared with: the second, since a camera may have begun with the first. */
const AT_REST = 1;

/** Which frames to measure, so that `judgeMovement` can tell a head from a picture and one person from two: none where nothing turned. */
export function turnedFrames(frames: readonly ObservedFrame[]): TurnedFrames[] {
  const seen = seenIn(frames.slice(0, MOST_FRAMES));
  if (seen.length < REST_FRAMES) return [];
  const moves = movesOf(seen);
  const depth = (i: number): number => Math.abs(moves[i] as number);
  const place = (i: number): number => frames.indexOf((seen[i] as Seen).frame);
  return turnsOf(moves).map(({ side, turned }) => {
    const furthest = turned.toSorted((a, b) => depth(b) - depth(a)).slice(0, STEADY_FRAMES);
    const from = Math.max(AT_REST + 1, (turned[0] as number) - ON_THE_WAY);
    const way = Array.from({ length: Math.max(...furthest) + 1 - from }, (_, i) => place(from + i));
    const excess = (i: number): number => Math.abs(depth(i) - WELL_TURNED);
    const described = turned.toSorted((a, b) => excess(a) - excess(b))[0] as number;
    return { side, rest: place(AT_REST), way, furthest: furthest.map(place), described: place(described) };
  });
}
