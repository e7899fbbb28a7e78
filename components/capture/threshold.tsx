import type { ReactElement } from 'react';

/** How long the door takes to open, in milliseconds: as in capture.css. */
const OPENING_MS = 600;
/** What a page takes to come at the least: until it is there, this one stays, and its door opens on. */
const COMING_MS = 150;

/** After so long the page behind the door is asked for, in milliseconds. */
export const ENTER_MS = OPENING_MS - COMING_MS;

/** The oval becomes the arch of a door, and the door opens. A decoration; still where motion is not wanted. */
export function Threshold(): ReactElement {
  return (
    <div aria-hidden="true" className="threshold">
      <span />
    </div>
  );
}
