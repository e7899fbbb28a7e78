/** What broke a page: no way to the server, a part of the page that did not come, or a fault of ours. */
export type PageProblem = 'offline' | 'part_missing' | 'ours';

/** What browsers say when fetch finds no way (Chrome, Firefox, Safari). */
const NO_WAY = /failed to fetch|networkerror|load failed|network connection was lost/i;
/** What bundlers and browsers say of a script or a style that did not come. */
const PART = /loading (css )?chunk|failed to load chunk|dynamically imported module|importing a module script failed/i;

export function pageProblem(error: unknown, online: boolean): PageProblem {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  if (!online || (name === 'TypeError' && NO_WAY.test(message) && !PART.test(message))) return 'offline';
  return name === 'ChunkLoadError' || PART.test(message) ? 'part_missing' : 'ours';
}

const KEY = 'open-sesame.reloaded';
/** What broke again after longer than this is another matter, in milliseconds. */
const SAME_MATTER_MS = 60_000;

/** Whether a page with a part missing may load itself anew at `now`: once, or it would go round for ever. Notes that it did. */
export function mayReload(storage: Pick<Storage, 'getItem' | 'setItem'>, now: number): boolean {
  try {
    const last = Number(storage.getItem(KEY) ?? Number.NEGATIVE_INFINITY);
    if (now - last < SAME_MATTER_MS) return false;
    storage.setItem(KEY, String(now));
    return true;
  } catch {
    // Storage is switched off: then nobody knows whether it was tried.
    return false;
  }
}
