import { byWidth } from '@/lib/face/tiny/detections';
import {
  BURST_FRAMES,
  LEAST_FRAME_GAP_MS,
  LEAST_RECORDING_SECONDS,
  MAX_MOUTH_BYTES,
  MAX_MOUTH_CROPS,
  MOUTH_CROPS_PER_SECOND,
} from '@/lib/media/capture-limits';
import { type Film, type Filming, NO_FILM, pick, startFilm } from './film';
import { takeFaceCrop, takeFrame } from './frames';
import { thinned } from './thin';
import type { Looks } from './tracking/looks';
import { wait } from './wait';

/** Between two frames of the face, in milliseconds: two seconds, the shortest recording, have a whole burst. */
const FRAME_MS = 250;
const CROP_MS = 1000 / MOUTH_CROPS_PER_SECOND;
/** For a head that does not come back nobody waits longer, in milliseconds: the server says so. */
const MOST_AWAY_MS = 1500;

/** Pictures of a face that speaks; times from the recording's start. */
export interface FaceFilm {
  /** Whether there are as many pictures as a log-in needs, at a time of the page's clock. */
  suffices(at: number): boolean;
  stop(): void;
  /** What was filmed: as many frames as a burst has, and small ones of the face, none where nobody tracks it. */
  taken(): { burst: Film; mouth: Film };
}

/** Films the face from when it is `straight` on, or soon; nothing without a camera. `from`: when the recording began. */
export function filmFace(
  straight: Promise<void>,
  { video, looks }: { video: HTMLVideoElement | null; looks: Looks | null },
  from: number,
  signal: AbortSignal,
): FaceFilm {
  let since = Number.POSITIVE_INFINITY;
  let isStopped = false;
  let face: Filming | undefined;
  let mouth: Filming | undefined;
  const begin = (video: HTMLVideoElement): void => {
    if (isStopped) return;
    since = performance.now();
    face = startFilm(() => takeFrame(video), Math.max(FRAME_MS, LEAST_FRAME_GAP_MS), from);
    if (looks) mouth = startFilm(() => cropOf(video, looks), CROP_MS, from);
  };
  if (video)
    Promise.race([straight, wait(MOST_AWAY_MS, signal)]).then(
      () => begin(video),
      () => undefined,
    );
  return {
    suffices: (at) =>
      !video || (at - since >= 1000 * LEAST_RECORDING_SECONDS && (face?.film.frames.length ?? 0) >= BURST_FRAMES),
    stop: () => {
      isStopped = true;
      face?.stop();
      mouth?.stop();
    },
    taken: () => ({
      burst: face ? pick(face.film, thinned(face.film.times, BURST_FRAMES)) : NO_FILM,
      mouth: mouth ? withinBudget(mouth.film) : NO_FILM,
    }),
  };
}

function cropOf(video: HTMLVideoElement, looks: Looks): string | null {
  const [largest] = byWidth(looks.latest()?.faces ?? []);
  return largest ? takeFaceCrop(video, largest) : null;
}

/** As many as the server takes: of larger ones fewer, evenly. */
function withinBudget(film: Film): Film {
  const bytes = film.frames.reduce((sum, frame) => sum + frame.length, 0) * 0.75;
  const share = Math.min(1, (0.95 * MAX_MOUTH_BYTES) / Math.max(1, bytes));
  return pick(film, thinned(film.times, Math.min(MAX_MOUTH_CROPS, Math.floor(share * film.frames.length))));
}
