/*
 * The facts of the wire that the browser needs too. Apart from the schemas, so that a page that shows them does not
 * carry the schema library.
 */

/** Letters, digits, `_`, `-` and `.`, 3 to 32 of them; compared without regard to case. */
export const NAME_PATTERN: RegExp = /^[A-Za-z0-9_.-]{3,32}$/;

/** What the three photos of a sign-up ask for, in order. */
export const photoPoses = ['straight', 'left', 'right'] as const;
export type PhotoPose = (typeof photoPoses)[number];

/** Recordings in a sign-up, each of another sentence. */
export const RECORDINGS = 3;

/** Frames in the camera burst of a log-in, at most. */
export const MAX_BURST_FRAMES = 8;

/** Length of one voice recording, in seconds. */
export const RECORDING_SECONDS = 5;
