import { yieldToEventLoop } from '@/lib/event-loop';
import { readManifest } from '@/lib/inference/manifest';
import { type ModelSession, type ModelSessionOptions, modelSessions } from '@/lib/inference/model-session';
import type { Box } from '@/lib/math/box';
import { type Embedding, l2Normalise, meanEmbedding } from '@/lib/math/vector';
import { BURST_FRAMES } from '@/lib/media/capture-limits';
import type { Frame } from '@/lib/media/frame';
import { clipToFrame, descriptorCrop, uprightSquare } from './align';
import type { DetectedFace } from './detected-face';
import { type Detection, decodeDetections } from './detections';
import { placeLandmarks } from './landmark-output';
import { type Input, inputPixels } from './network-input';
import { type SearchArea, SIDES, seesEverybody, surroundings, together, wholeFrame } from './search-area';
import { mirrored, uprightPixels } from './upright-input';

export interface FaceModel {
  /** Names the network that embeds; embeddings of different ids cannot be compared. */
  id: string;
  /**
   * Every face of the frame that counts beside the largest: those of a coarse look, and of finer ones where
   * they are taken: when there is nobody or when the coarse one may overlook a face half as large as the largest. A `look`
   * asks for less. Throws `busy`, `internal`.
   */
  detect(frame: Frame, look?: Look): Promise<DetectedFace[]>;
  /**
   * The L2-normalised embeddings of faces that `detect` found, in their order. `plain` leaves their mirror images out, for half of the
   * time: a cosine distance of 0.0015 in the median, 0.0033 at most (61 photographs, 2026-11-22). Throws `busy`, `internal`.
   */
  describe(faces: readonly FaceInFrame[], plain?: 'plain'): Promise<Embedding[]>;
  /**
   * The 68 landmarks of faces whose boxes are known, in pixels of their frames and in their order: for many small pictures, which a detector
   * would take long for. What is no face gets landmarks too. Throws `busy`, `internal`; a RangeError for a box without a pixel of its frame.
   */
  locate(boxed: readonly BoxedFace[]): Promise<Float32Array[]>;
}

/**
 * A look at less than everything: a face's box in another frame of the burst looks at its surroundings alone, in a quarter of a coarse look's
 * time, and at the whole frame when nothing is there; `somebody` ends at the first look that shows a face, whoever else may be there.
 */
export type Look = Box | 'somebody';

export interface FaceModelOptions extends ModelSessionOptions {
  /**
   * Whether faces are turned upright before they are described, and described together with their mirror image; face-api itself does
   * neither, and parity tests do not.
   */
  turnUpright?: boolean;
  /** Sides of the input, in pixels, at which the detector looks at a whole frame until it has seen everybody; `SIDES` when absent. */
  sides?: readonly number[];
}

export interface BoxedFace {
  frame: Frame;
  box: Box;
}

export interface FaceInFrame {
  frame: Frame;
  face: DetectedFace;
}

/** On two cores, two threads halve the time of a search (70 to 36 ms) at no more processor time. 2026-11-21. */
const THREADS = 2;

/** A burst hands in its frames at once, so more wait in line than for a voice: sixteen bursts. */
const WAITING = 16 * BURST_FRAMES;

/** Sides of the networks' inputs in pixels. */
const LANDMARKS_SIDE = 112;
const DESCRIPTOR_SIDE = 150;

/** 68 points of two numbers. */
const LANDMARK_VALUES = 136;

/**
 * Pixels of the frame from one sample of a face to the next, at most: each blends the four around it, so that closer ones move the embedding by
 * a cosine distance of 0.00004 at most (46 photographs, some with noise) for twice the work. 2026-11-22.
 */
const SAMPLED_EVERY = 1.5;

const cropped = ({ frame, box }: BoxedFace): BoxedFace & { crop: Box } => ({
  frame,
  box,
  crop: clipToFrame(box, frame.width, frame.height),
});

/** Faces in one run of the landmark network: 2.4 ms of processor time each, one by one 3.1, and no less in larger runs. 2026-11-22. */
const LOCATED_AT_ONCE = 8;

const LANDMARKS_INPUT: Input = { width: LANDMARKS_SIDE, height: LANDMARKS_SIDE, placement: 'centre' };
const DESCRIPTOR_INPUT: Input = { width: DESCRIPTOR_SIDE, height: DESCRIPTOR_SIDE, placement: 'centre' };

/**
 * The face model of this process, loaded at the first call: face-api's networks on ONNX Runtime, off the event loop.
 * Throws `model_invalid` for a file that is missing or does not match its pin; the next call tries again.
 */
export async function faceModel({
  turnUpright = true,
  sides = SIDES,
  ...options
}: FaceModelOptions = {}): Promise<FaceModel> {
  const { face } = await readManifest(options.folder);
  // Asked for again at each run: sessions whose thread has ended are replaced by new ones.
  const sessions = (): Promise<Record<keyof typeof face, ModelSession>> =>
    modelSessions(face, { threads: THREADS, waiting: WAITING, ...options });
  await sessions();

  /** `write` fills an array of the shape's length, whatever is in it: 7 ms of work for a whole frame, 3 ms for a face. */
  async function run(
    name: keyof typeof face,
    shape: readonly number[],
    write: (into: Float32Array<ArrayBuffer>) => void,
  ): Promise<Float32Array> {
    const session = (await sessions())[name];
    const { id, input, output } = face[name];
    await yieldToEventLoop();
    const data = session.array(shape.reduce((product, size) => product * size, 1));
    write(data);
    const outputs = await session.run({ [input]: { data, shape } });
    const values = outputs[output]?.data;
    if (!values) throw new RangeError(`${id} gave no ${output}`);
    return values;
  }

  async function find(frame: Frame, { region, input }: SearchArea): Promise<Detection[]> {
    const output = await run('detection', [1, 3, input.height, input.width], (into) =>
      inputPixels([{ frame, ...region }], { ...input, placement: 'top-left' }, into),
    );
    return decodeDetections(output, input, region).filter(({ box }) => {
      const { width, height } = clipToFrame(box, frame.width, frame.height);
      return width > 0 && height > 0;
    });
  }

  async function search(
    frame: Frame,
    isEnough: (found: Detection[], sides: number[]) => boolean,
  ): Promise<Detection[]> {
    let found: Detection[] = [];
    for (const [index, side] of sides.entries()) {
      found = together(found, await find(frame, wholeFrame(frame.width, frame.height, side)));
      if (isEnough(found, sides.slice(0, index + 1))) break;
    }
    return found;
  }

  async function withLandmarks(frame: Frame, found: readonly Detection[]): Promise<DetectedFace[]> {
    if (found.length === 0) return [];
    const landmarks = await locateIn(found.map(({ box }) => cropped({ frame, box })));
    return found.map(({ box, score }, index) => ({ box, score, landmarks: landmarks[index] as Float32Array }));
  }

  async function locateIn(faces: readonly ReturnType<typeof cropped>[]): Promise<Float32Array[]> {
    const regions = faces.map(({ frame, crop }) => ({ frame, ...crop }));
    const points = await run('landmarks', [regions.length, 3, LANDMARKS_SIDE, LANDMARKS_SIDE], (into) =>
      inputPixels(regions, LANDMARKS_INPUT, into),
    );
    return faces.map(({ box, crop }, index) => {
      const own = points.subarray(index * LANDMARK_VALUES, (index + 1) * LANDMARK_VALUES);
      return placeLandmarks(own, crop, box);
    });
  }

  async function embed(face: FaceInFrame, write: Writer, pictures: 1 | 2): Promise<Embedding> {
    const shape = [pictures, 3, DESCRIPTOR_SIDE, DESCRIPTOR_SIDE];
    const values = await run('embedding', shape, (into) => write(face, into));
    return meanEmbedding(rows(values, pictures).map((each) => l2Normalise(each)));
  }

  return {
    id: face.embedding.id,
    async detect(frame, look): Promise<DetectedFace[]> {
      const { width, height } = frame;
      const isEnough = (found: Detection[], looked: number[]): boolean =>
        look === 'somebody' ? found.length > 0 : seesEverybody(found, frame, looked);
      const nearby = typeof look === 'object' ? await find(frame, surroundings(look, width, height)) : [];
      return withLandmarks(frame, nearby.length > 0 ? nearby : await search(frame, isEnough));
    },
    async locate(boxed): Promise<Float32Array[]> {
      const faces = boxed.map(cropped);
      if (faces.some(({ crop }) => !(crop.width > 0 && crop.height > 0)))
        throw new RangeError('a box without a pixel of its frame');
      const located: Float32Array[] = [];
      for (let at = 0; at < faces.length; at += LOCATED_AT_ONCE)
        located.push(...(await locateIn(faces.slice(at, at + LOCATED_AT_ONCE))));
      return located;
    },
    // One by one: eight at once take as long, and 16 MB more.
    describe: (faces, plain) => {
      const single = turnUpright ? upright : asFaceApi;
      const isMirrored = turnUpright && !plain;
      return Promise.all(
        faces.map((face) => (isMirrored ? embed(face, uprightAndMirrored, 2) : embed(face, single, 1))),
      );
    },
  };
}

type Writer = (face: FaceInFrame, into: Float32Array<ArrayBuffer>) => void;

function upright({ frame, face }: FaceInFrame, into: Float32Array<ArrayBuffer>): void {
  const square = uprightSquare(face.landmarks);
  uprightPixels({ frame, square }, DESCRIPTOR_SIDE, into, Math.ceil(square.side / DESCRIPTOR_SIDE / SAMPLED_EVERY));
}

/** The mean of a face and its mirror image has an eighth less false non-matches than the face alone; docs/evaluation.md, "Alignment". */
function uprightAndMirrored(face: FaceInFrame, into: Float32Array<ArrayBuffer>): void {
  const [pixels, mirror] = rows(into, 2) as [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>];
  upright(face, pixels);
  mirrored(pixels, DESCRIPTOR_SIDE, mirror);
}

/** An array in so many parts of one length, in the same memory. */
function rows<Memory extends ArrayBufferLike>(values: Float32Array<Memory>, count: number): Float32Array<Memory>[] {
  const length = values.length / count;
  return Array.from({ length: count }, (_, i) => values.subarray(i * length, (i + 1) * length));
}

function asFaceApi({ frame, face }: FaceInFrame, into: Float32Array<ArrayBuffer>): void {
  const region = { frame, ...descriptorCrop(face, frame.width, frame.height) };
  inputPixels([region], DESCRIPTOR_INPUT, into);
}
