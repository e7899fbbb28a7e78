/**
 * What a capture is for: a template has to serve for years, a log-in only once; pictures that a service compares were taken
 * before, so that nobody can be asked to come closer.
 */
export type Purpose = 'enrolment' | 'login' | 'comparison';

/**
 * The limits below were held against 62 photographs (DeepFace's unit tests, 960 pixels wide), each made worse step by step:
 * `npm run evaluate -- quality`, docs/face-quality.md, 2026-11-21. "Moved" is the cosine distance to the clean photograph; two
 * photographs of one person are 0.027 apart in the median. A miss falls short of log-in's floor against a clean photograph.
 */

/**
 * Pixels between the outer eye corners. Log-in's and enrolment's are conventions, and ask for more than errors do: reduced
 * cleanly, embeddings move by 0.002 at 40 to 50 and by 0.006 at 25 to 40 without a miss; below 25 by 0.020. Cameras add noise
 * to small faces that reduced photographs lack, and below 80 the network's input of 150 pixels is filled by enlarging.
 */
export const MIN_EYE_CORNER_DISTANCE = { enrolment: 80, login: 60, comparison: 40 } as const;

/**
 * Sharpness. From 25 on embeddings move by less than 0.016 (95 %) without a miss; between 15 and 25 by 0.014 (median), half of
 * what lies between two photographs of one person, with 2 misses of 61; below 8 more than half are missed. That log-in ends at
 * 15 and not at 8 is a convention: from 8 to 15 there are 2 misses of 97, but every score is lower.
 */
export const MIN_SHARPNESS = { enrolment: 25, login: 15, comparison: 15 } as const;

/**
 * Mean luma of the face, of 255. The photographs lie between 86 and 188. From 25 to 35 4 % are missed, from 15 to 25 half,
 * as the detector finds no face in 69 of 124. The upper limit is a convention: what spoils a bright face is not its mean, but what is blown out, and is limited below.
 */
export const MIN_BRIGHTNESS = 35;
export const MAX_BRIGHTNESS = 205;

/**
 * Share of a face that may be blown out. The photographs have 0.19 and less. Up to 0.35 the embedding moves by at most 0.025 (95 %),
 * with 1 miss of 205; from 0.35 to 0.5 by 0.024 (median; 95 %: 0.053), beyond that a fifth and more are missed.
 */
export const MAX_HIGHLIGHTS = 0.35;

/**
 * Standard deviation of the face's luma, of 255. The photographs have 35 to 76. Greyed to between 12 and 15, the detector loses
 * 40 % of the faces and 37 % are missed; to between 15 and 20 both are 7 %, from 20 on none.
 */
export const MIN_CONTRAST = 15;

/**
 * Degrees that a head may be turned. Yaw and pitch are conventions: the photographs end at 25 in both, with no miss. Between two
 * of one person the embedding moves by 0.024 (median) when their yaw differs by less than 8 and by 0.039 from 16 on, so that
 * enrolment, which asks for a little left and right, stops short of log-in. Roll is turned back before the embedding: no miss up to
 * 50; from there on landmarks come off and measure too little.
 */
export const MAX_TURN = {
  enrolment: { yaw: 35, pitch: 25, roll: 30 },
  login: { yaw: 45, pitch: 35, roll: 40 },
  comparison: { yaw: 45, pitch: 35, roll: 40 },
} as const;

/**
 * Least distance from the face's box to the edge of the frame, in widths of the box. Cut off below by up to a twentieth the
 * embedding moves by 0.011 (median; 95 %: 0.026), by up to a tenth by 0.016 (0.037), by more 7 of 21 are missed.
 */
export const MIN_MARGIN = { enrolment: 0, login: -0.05, comparison: -0.05 } as const;

/** A bystander is ignored when the face in front is at least this many times as wide. */
export const DOMINANCE = 2;
