/** Pictures as JPEG data URLs, and when each was taken, in milliseconds. */
export interface Film {
  frames: string[];
  times: number[];
}

export const NO_FILM: Film = { frames: [], times: [] };

export interface Filming {
  /** Grows until `stop`. */
  film: Film;
  stop(): void;
}

/** No two pictures are nearer than this share of what lies between two: a page that was busy does not make up for it. */
const NEAREST = 0.85;

/**
 * Takes a picture every `every` milliseconds, the first at once; `shot` may have none to give. Times count from `from`, in milliseconds of
 * the page's clock.
 */
export function startFilm(shot: () => string | null, every: number, from: number): Filming {
  const film: Film = { frames: [], times: [] };
  const take = (): void => {
    const at = performance.now() - from;
    if (at - (film.times.at(-1) ?? Number.NEGATIVE_INFINITY) < NEAREST * every) return;
    const frame = shot();
    if (frame === null) return;
    film.frames.push(frame);
    film.times.push(at);
  };
  const timer = setInterval(take, every);
  take();
  return { film, stop: () => clearInterval(timer) };
}

/** The pictures at these places. */
export function pick({ frames, times }: Film, places: readonly number[]): Film {
  return { frames: places.map((i) => frames[i] as string), times: places.map((i) => times[i] as number) };
}
