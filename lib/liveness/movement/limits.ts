/**
 * What a head movement is judged by. Eye distances are between the middles of the eyes. Each limit names what it was held against:
 * `npm run evaluate -- movement`, docs/evaluation.md, "Head movement".
 */

/** Frames: with fewer a turn cannot be told from an exchange of pictures; more than anybody is asked for are not looked at. */
export const LEAST_FRAMES = 8;
export const MOST_FRAMES = 64;

/** Milliseconds between two frames that show the face, at most, and in which all must have happened. */
export const MOST_GAP_MS = 500;
export const MOST_TIME_MS = 12_000;

/** Frames at the start that are the person's own rest, and how much of the nose's displacement they may differ by and have at most. */
export const REST_FRAMES = 3;
export const REST_SPREAD = 0.12;
export const MOST_AT_REST = 0.15;

/** Displacement of the nose from rest, in eye distances, from which on a head is turned, and up to which it is back. */
export const TURNED = 0.15;
export const BACK = 0.1;
/** Frames that must show each: one alone may be a slip of the landmarks. */
export const STEADY_FRAMES = 2;

/** How far the tip leaves the line from root to mouth, in eye distances, at least. */
export const LEAST_PROFILE = 0.08;
/** Residual of the best homography between rest and turned frame, in eye distances, at least. */
export const LEAST_RESIDUAL = 0.04;

/**
 * Cosine distance between the embeddings of one person at rest and turned, at most. The two people at hand have 0.031, two photographs of one
 * person whose yaw differs by 16 degrees 0.039 in the median (docs/face-quality.md), our rendered head 0.05; strangers have 0.04 and more.
 */
export const SAME_PERSON = 0.07;

/** Between two frames that follow each other, at most; `Step` has the units. More is an exchange of the picture. */
export const MOST_SHIFT = 0.35;
export const MOST_GROWTH = 0.3;
export const MOST_BACKGROUND = 10;
/** The largest share of a turn that may happen between two frames, out or back: who turns is seen on the way. */
export const MOST_LEAP = 0.85;
