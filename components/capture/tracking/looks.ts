import { REST_FRAMES } from '@/lib/liveness/movement/limits';
import type { Look } from './hints';

type Watcher = (look: Look) => void;

/** Looks that are kept: as many as show how somebody looks at rest. */
const RECENT = REST_FRAMES;

/** What the tracker sees of an open camera, for everybody who wants to know. */
export interface Looks {
  /** The latest look; null before the first, and from when the tracker ended on. */
  latest(): Look | null;
  /** The last few looks, the latest last; none from when the tracker ended on. */
  recent(): readonly Look[];
  /** Whether looks come, or may yet. */
  isAlive(): boolean;
  /** Calls back with each look until the answer is called. */
  watch(watcher: Watcher): () => void;
  close(): void;
}

/** Looks at `video` from when it shows something; `onEnd` where there will be none. The tracker is loaded only now: the page itself stays small. */
export function openLooks(video: HTMLVideoElement, onEnd: () => void): Looks {
  const watchers = new Set<Watcher>();
  let recent: readonly Look[] = [];
  let alive = true;
  let stop = (): void => undefined;
  const end = (): void => {
    if (!alive) return;
    alive = false;
    recent = [];
    onEnd();
  };
  const onLook: Watcher = (look) => {
    recent = [...recent, look].slice(-RECENT);
    for (const watcher of watchers) watcher(look);
  };
  import('./tracker')
    .then(({ trackFaces }) => {
      if (alive) stop = trackFaces(video, onLook, end);
    })
    .catch(end);
  return {
    latest: () => recent.at(-1) ?? null,
    recent: () => recent,
    isAlive: () => alive,
    watch: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    close: () => {
      alive = false;
      recent = [];
      watchers.clear();
      stop();
    },
  };
}
