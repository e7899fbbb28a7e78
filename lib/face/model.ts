import type { Embedding } from '@/lib/vector';
import type { Frame } from './frame';

/** A rectangle in pixels of the frame; it may reach past the frame's edges. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One face as found in a frame. */
export interface DetectedFace {
  box: Box;
  /** The detector's confidence in [0, 1]. */
  score: number;
  /** 68 points, x and y interleaved, in pixels of the frame; numbered as in the iBUG 300-W annotation. */
  landmarks: Float32Array;
}

export interface FaceModel {
  /** Names the network that embeds; embeddings of different ids cannot be compared. */
  id: string;
  /** Every face of the frame, the most certain first. */
  detect(frame: Frame): Promise<DetectedFace[]>;
  /** The 128-d L2-normalised embedding of a face that `detect` found in the same frame. */
  describe(frame: Frame, face: DetectedFace): Promise<Embedding>;
}

const slot = Symbol.for('open-sesame.face.model');
const shared = globalThis as { [slot]?: Promise<FaceModel> };

/** The face model of this process, loaded at the first call; a failed load is tried again at the next. */
export function faceModel(): Promise<FaceModel> {
  shared[slot] ??= load().catch((cause: unknown) => {
    delete shared[slot];
    throw cause;
  });
  return shared[slot];
}

async function load(): Promise<FaceModel> {
  const { loadFaceApi } = await import('./face-api');
  return loadFaceApi();
}
