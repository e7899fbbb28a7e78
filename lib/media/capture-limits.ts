/* What a browser captures, and how much of it the server takes: both read it here. */

/** What the photos of a sign-up ask for, in order. */
export const photoPoses = ['straight', 'left', 'right'] as const;
export type PhotoPose = (typeof photoPoses)[number];

/** Samples of a sign-up: photos, and recordings of a string of digits each. */
export const PHOTOS: number = photoPoses.length;
export const STRINGS = 4;

/** Size of the frames that are sent, in pixels. */
export const FRAME_WIDTH = 640;
export const FRAME_HEIGHT = 480;

/** Frames in the camera burst of a log-in: so many, no fewer and no more. */
export const BURST_FRAMES = 8;
/** Between two frames of a burst, in milliseconds: 625 are asked for, and a slow device is late at times. */
export const LEAST_FRAME_GAP_MS = 200;
export const MOST_FRAME_GAP_MS = 2_500;

/** Length of one voice recording, in seconds: it ends when the digits are said. */
export const LEAST_RECORDING_SECONDS = 2;
export const MOST_RECORDING_SECONDS = 8;
/** What recordings made by services and scripts have, in seconds. */
export const RECORDING_SECONDS = 5;

/** Recorders overshoot, in seconds. */
export const MAX_RECORDING_SECONDS = 10;

/** Ten seconds of 48 kHz 16-bit mono WAV; Opus and AAC need a tenth, in bytes. */
export const MAX_RECORDING_BYTES = 1_000_000;

/** A 640 x 480 JPEG of a camera is 30-120 kB; a photo taken at a higher resolution stays well under this, in bytes. */
export const MAX_PHOTO_BYTES = 1_000_000;

/** One frame of a log-in's burst, in bytes. */
export const MAX_FRAME_BYTES = 300_000;

/** Frames of a head that turns, as many a second, and their size in pixels. */
export const MOST_TURN_FRAMES = 32;
export const TURN_FRAME_WIDTH = 320;
export const TURN_FRAME_HEIGHT = 240;
/** One of them, in bytes: a camera's is 10 to 20 kB. */
export const MAX_TURN_FRAME_BYTES = 60_000;

/** Pictures of the face while somebody speaks: so many a second, square, of this side in pixels. */
export const MOUTH_CROPS_PER_SECOND = 12;
export const MOUTH_CROP_SIDE = 96;
/** Sides of the tracker's box that a crop is wide and high: a head moves between two looks of the tracker. */
export const MOUTH_CROP_MARGIN = 1.3;
/** Eight seconds of them, and some that a browser is early or late. */
export const MAX_MOUTH_CROPS = 104;
/** At quality 70 one has 1.8 kB. In bytes: of one, and of all. */
export const MAX_MOUTH_CROP_BYTES = 8_000;
export const MAX_MOUTH_BYTES = 250_000;
