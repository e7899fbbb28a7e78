import type { ReactElement, RefObject } from 'react';

const bars = Array.from({ length: 15 }, (_, i) => `bar-${i}`);

/** How loud it is, as bars that rise: for the eye only, hints say it in words. */
export function Meter({ ref, className }: { ref: RefObject<HTMLDivElement | null>; className: string }): ReactElement {
  return (
    <div ref={ref} aria-hidden="true" className={`meter ${className}`}>
      {bars.map((bar) => (
        <span key={bar} />
      ))}
    </div>
  );
}
