'use client';
import { type RefObject, useEffect, useState } from 'react';
import { type Hint, hintFor, type Look, type Said, say } from './hints';

const NOTHING: Said = { hint: null, since: 0 };

/** What to tell a person who is finding their place, while `active`; null where nothing is known. */
export function useHint(video: RefObject<HTMLVideoElement | null>, active: boolean): Hint | null {
  const [said, setSaid] = useState<Said>(NOTHING);
  useEffect(() => {
    if (!active) return;
    let stop = (): void => undefined;
    let over = false;
    // Loaded only now: the page itself stays small.
    import('./tracker')
      .then(({ trackFaces }) => {
        if (over || !video.current) return;
        const onLook = (look: Look): void => setSaid((before) => say(before, hintFor(look), performance.now()));
        stop = trackFaces(video.current, onLook, () => setSaid(NOTHING));
      })
      .catch(() => undefined);
    return () => {
      over = true;
      stop();
      setSaid(NOTHING);
    };
  }, [video, active]);
  return said.hint;
}
