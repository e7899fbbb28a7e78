import { MOST_GAP_MS, REST_FRAMES } from '@/lib/liveness/movement/limits';
import { MOST_TURN_FRAMES } from '@/lib/media/capture-limits';
import { type Film, pick, startFilm } from './film';
import { takeTurnFrame } from './frames';
import { thinned } from './thin';
import type { Looks } from './tracking/looks';
import { yawOf } from './tracking/pose';

/** Between two small pictures of a head that turns, in milliseconds: twelve a second. */
export const TURN_FRAME_MS = 83;
/** A degree counts as so many milliseconds: who sits still for long and turns quickly is seen on the way. */
const DEGREE_MS = 20;
/** Of those that stay no two are further apart, in milliseconds: the server counts only those that show a face. */
const GAP_MS = 0.7 * MOST_GAP_MS;

export interface TurnFilming {
  stop(): void;
  /** As many pictures as the server takes. */
  taken(): Film;
}

/** Films a head that turns; where it is tracked, most of the pictures that stay are of the turn. */
export function filmTurn(video: HTMLVideoElement, looks: Looks | null): TurnFilming {
  const yaws: number[] = [];
  const shot = (): string => {
    const landmarks = looks?.latest()?.landmarks;
    yaws.push(landmarks ? yawOf(landmarks) : (yaws.at(-1) ?? 0));
    return takeTurnFrame(video);
  };
  const { film, stop } = startFilm(shot, TURN_FRAME_MS, performance.now());
  return {
    stop,
    taken: () => {
      const { times } = film;
      // The head at rest is judged by the first frames, before anybody was told to move.
      const thinning = { first: REST_FRAMES, along: along(times, yaws), mostGap: GAP_MS };
      return pick(film, thinned(times, MOST_TURN_FRAMES, thinning));
    },
  };
}

/** How far each picture is on the way: by its time, and by the degrees that the head has turned until then. */
function along(times: readonly number[], yaws: readonly number[]): number[] {
  let turned = 0;
  return times.map((time, i) => {
    turned += Math.abs((yaws[i] as number) - (yaws[i - 1] ?? (yaws[i] as number)));
    return time + DEGREE_MS * turned;
  });
}
