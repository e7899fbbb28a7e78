import { asSesameError } from '@/lib/errors';
import { uprightMisfit } from '@/lib/face/align';
import { eyeCornerDistance } from '@/lib/face/landmarks';
import type { FaceModel } from '@/lib/face/model';
import type { MouthCrop } from '@/lib/liveness/lips/check-lips';
import type { Box } from '@/lib/math/box';
import { cosineDistance, type Embedding } from '@/lib/math/vector';
import {
  MAX_MOUTH_BYTES,
  MAX_MOUTH_CROP_BYTES,
  MAX_MOUTH_CROPS,
  MAX_RECORDING_SECONDS,
  MOUTH_CROP_MARGIN,
  MOUTH_CROP_SIDE,
} from '@/lib/media/capture-limits';
import type { Frame } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';
import type { FaceDeps } from './observe-photo';

/** A small picture of the face while somebody speaks, as it was sent: a JPEG, and milliseconds from the beginning of the recording. */
export interface SentCrop {
  at: number;
  jpeg: Uint8Array;
}

/**
 * Why crops say nothing. `too_many`, `too_large`, `disordered`, `wrong_size`, `undecodable`: not what a browser of ours sends. `no_face`:
 * they show none, or the burst does. `other_face`: not the burst's.
 */
export type MouthRefusal =
  | 'too_many'
  | 'too_large'
  | 'disordered'
  | 'wrong_size'
  | 'undecodable'
  | 'no_face'
  | 'other_face';

/** What crops show: where the face's landmarks are in those that show one, and how far the burst's face is from theirs at most. */
export type MouthObservation =
  | { refused: MouthRefusal; distance?: number }
  | { refused: undefined; crops: MouthCrop[]; distance: number };

/** What crops are compared with, and what is drawn for them. */
export interface MouthExpectation {
  /** Of the burst's face, which may still be looked for; undefined where there is none. */
  embedding: Embedding | undefined | Promise<Embedding | undefined>;
  /** Uniform in [0, 1): draws the crops that are compared, so that nobody knows before which they are. */
  random: () => number;
}

/** Crops that are compared with the burst: 50 ms of processor time each. */
const COMPARED = 2;
/** Share of crops that must show a face: eyes that close and hands that pass are honest. */
const LEAST_FACES = 0.8;
/** Of the eye corners' distance, in sides of a crop. The same crops have 0.26 to 0.41. */
const NARROWEST_EYES = 0.15;
const WIDEST_EYES = 0.6;

/** Of `uprightMisfit`: 1,224 crops of ten people who talk have 0.045 at most, walls and noise 0.23 and more. 2026-11-22. */
const MOST_MISFIT = 0.1;
/**
 * Cosine distance of a crop from the burst: the same ten people are 0.03 from themselves at most, and 0.075 and
 * more from each other; two frames of one burst may be as far apart. 2026-11-22. */
const MOST_DISTANCE = 0.05;

/** Where the browser's tracker saw the face in every crop. */
const FACE_SIDE = MOUTH_CROP_SIDE / MOUTH_CROP_MARGIN;
const FACE_BOX: Box = {
  x: (MOUTH_CROP_SIDE - FACE_SIDE) / 2,
  y: (MOUTH_CROP_SIDE - FACE_SIDE) / 2,
  width: FACE_SIDE,
  height: FACE_SIDE,
};

/**
 * Finds the mouth in the crops of a capture. Trusts nothing: what is counted is counted before anything is decoded, and who sends another
 * person's mouth, or none, is told by the face around it. No crops are no error: `crops` is empty. Throws `busy`, `internal`.
 */
export async function observeMouth(
  sent: readonly SentCrop[],
  { embedding, random }: MouthExpectation,
  deps: FaceDeps,
): Promise<MouthObservation> {
  const refused = misfit(sent);
  if (refused) return { refused };
  if (sent.length === 0) return { refused: undefined, crops: [], distance: 0 };
  const frames = await decoded(sent);
  if (typeof frames === 'string') return { refused: frames };
  const model = await deps.faceModel();
  const located = await model.locate(frames.map((frame) => ({ frame, box: FACE_BOX })));
  const faces = located.flatMap((landmarks, i) =>
    isFace(landmarks) ? [{ at: (sent[i] as SentCrop).at, landmarks, frame: frames[i] as Frame }] : [],
  );
  if (faces.length < LEAST_FACES * sent.length) return { refused: 'no_face' };
  const expected = await embedding;
  if (!expected) return { refused: 'no_face' };
  const distance = await farthest(drawn(faces, random), expected, model);
  if (distance > MOST_DISTANCE) return { refused: 'other_face', distance };
  return { refused: undefined, crops: faces.map(({ at, landmarks }) => ({ at, landmarks })), distance };
}

function misfit(sent: readonly SentCrop[]): MouthRefusal | undefined {
  if (sent.length > MAX_MOUTH_CROPS) return 'too_many';
  if (sent.some(({ jpeg }) => jpeg.length > MAX_MOUTH_CROP_BYTES)) return 'too_large';
  if (sent.reduce((sum, { jpeg }) => sum + jpeg.length, 0) > MAX_MOUTH_BYTES) return 'too_large';
  const isInOrder = ({ at }: SentCrop, i: number): boolean =>
    at >= 0 && at <= 1_000 * MAX_RECORDING_SECONDS && at > (sent[i - 1]?.at ?? -1);
  return sent.every(isInOrder) ? undefined : 'disordered';
}

async function decoded(sent: readonly SentCrop[]): Promise<Frame[] | MouthRefusal> {
  const limits = { maxPixels: MOUTH_CROP_SIDE ** 2 };
  try {
    const frames = await Promise.all(sent.map(({ jpeg }) => decodeImage(jpeg, limits)));
    const isRight = ({ width, height }: Frame): boolean => width === MOUTH_CROP_SIDE && height === MOUTH_CROP_SIDE;
    return frames.every(isRight) ? frames : 'wrong_size';
  } catch (error) {
    const code = asSesameError(error)?.code;
    if (code === 'too_many_pixels') return 'wrong_size';
    if (code === 'empty_media' || code === 'unsupported_media' || code === 'undecodable_media') return 'undecodable';
    throw error;
  }
}

function isFace(landmarks: Float32Array): boolean {
  const eyes = eyeCornerDistance(landmarks) / MOUTH_CROP_SIDE;
  return eyes >= NARROWEST_EYES && eyes <= WIDEST_EYES && uprightMisfit(landmarks) <= MOST_MISFIT;
}

function drawn<Face>(faces: readonly Face[], random: () => number): Face[] {
  const left = [...faces];
  return Array.from({ length: Math.min(COMPARED, left.length) }, () => {
    const [face] = left.splice(Math.floor(random() * left.length), 1);
    return face as Face;
  });
}

async function farthest(
  faces: readonly { frame: Frame; landmarks: Float32Array }[],
  embedding: Embedding,
  model: FaceModel,
): Promise<number> {
  const shown = faces.map(({ frame, landmarks }) => ({ frame, face: { box: FACE_BOX, score: 1, landmarks } }));
  const embeddings = await model.describe(shown);
  return Math.max(...embeddings.map((each) => cosineDistance(each, embedding)));
}
