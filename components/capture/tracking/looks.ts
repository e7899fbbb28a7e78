import type { Look } from './hints';

type Watcher = (look: Look) => void;

/** What the tracker sees of an open camera, for everybody who wants to know. */
export interface Looks {
  /** The latest look; null before the first, and from when the tracker ended on. */
  latest(): Look | null;
  /** Whether looks come, or may yet. */
  isAlive(): boolean;
  /** Calls back with each look until the answer is called. */
  watch(watcher: Watcher): () => void;
  close(): void;
}

/** Looks at `video` from when it shows something; `onEnd` where there will be none. The tracker is loaded only now: the page itself stays small. */
export function openLooks(video: HTMLVideoElement, onEnd: () => void): Looks {
  const watchers = new Set<Watcher>();
  let latest: Look | null = null;
  let alive = true;
  let stop = (): void => undefined;
  const end = (): void => {
    if (!alive) return;
    alive = false;
    latest = null;
    onEnd();
  };
  const onLook: Watcher = (look) => {
    latest = look;
    for (const watcher of watchers) watcher(look);
  };
  import('./tracker')
    .then(({ trackFaces }) => {
      if (alive) stop = trackFaces(video, onLook, end);
    })
    .catch(end);
  return {
    latest: () => latest,
    isAlive: () => alive,
    watch: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    close: () => {
      alive = false;
      latest = null;
      watchers.clear();
      stop();
    },
  };
}
