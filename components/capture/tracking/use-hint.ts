'use client';
import { type RefObject, useEffect, useState } from 'react';
import { type Hint, hintFor, type Said, say } from './hints';

/** What to tell a person who is finding their place, while `active`; null where nothing is known. */
export function useHint(video: RefObject<HTMLVideoElement | null>, active: boolean): Hint | null {
  const [said, setSaid] = useState<Said>({ hint: null, since: 0 });
  useEffect(() => {
    if (!active) return;
    let stop = (): void => undefined;
    let over = false;
    // Loaded only now: the page itself stays small.
    import('./tracker')
      .then(({ trackFaces }) => {
        if (over || !video.current) return;
        stop = trackFaces(video.current, (look) => setSaid((before) => say(before, hintFor(look), performance.now())));
      })
      .catch(() => undefined);
    return () => {
      over = true;
      stop();
      setSaid({ hint: null, since: 0 });
    };
  }, [video, active]);
  return said.hint;
}
