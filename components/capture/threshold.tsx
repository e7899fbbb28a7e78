import type { ReactElement } from 'react';

/** How long the door takes to open, in milliseconds: as in capture.css. */
export const OPENING_MS = 600;

/** The oval becomes the arch of a door, and the door opens. A decoration; still where motion is not wanted. */
export function Threshold(): ReactElement {
  return (
    <div aria-hidden="true" className="threshold">
      <span />
    </div>
  );
}
