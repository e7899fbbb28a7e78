import type { FrameThumbnail } from '@/lib/liveness/replay/frame-thumbnail';
import type { Box } from '@/lib/math/box';
import type { Embedding } from '@/lib/math/vector';

/** What one frame of a movement shows. */
export interface ObservedFrame {
  /** Milliseconds since any moment that is the same for all frames. */
  at: number;
  /** Of the picture, in pixels: the camera's own picture, not mirrored. */
  width: number;
  height: number;
  /** What is left of the whole picture, to see that it does not jump. */
  thumbnail: FrameThumbnail;
  /** Absent where no face was found. */
  face?: ObservedFace;
}

export interface ObservedFace {
  /** In pixels of the picture. */
  box: Box;
  /** 68 points, x and y interleaved, in pixels of the picture. */
  landmarks: Float32Array;
  /** Of one frame at rest and of one of each turn at least: `turnedFrames`. */
  embedding?: Embedding;
  /** What no photograph of the face at rest shows (`reliefs`), of the frames that show each turn furthest: `turnedFrames`. */
  relief?: number;
}
