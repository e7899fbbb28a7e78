import { headTurn, type Side } from './head-turn';
import { BACK, TURNED } from './limits';

/** Where a head is turned to at this moment. */
export interface LiveTurn {
  /** `turning` is between straight and turned. */
  pose: 'straight' | 'turning' | Side;
  /** Share of the way to the nearest turn that counts, from 0; 1 and more is far enough. */
  far: number;
}

/**
 * The pose in one frame, for hints while somebody turns. A browser runs it as the server does, on the camera's own picture: what a page shows
 * mirrored is not mirrored here. Undefined for landmarks of no face.
 *
 * @param rest displacement of the nose at rest, where it is known: the median of a few frames that were `straight`
 */
export function liveTurn(landmarks: Float32Array, rest = 0): LiveTurn | undefined {
  const turn = headTurn(landmarks);
  if (!turn) return undefined;
  const move = turn.displacement - rest;
  const far = Math.abs(move) / TURNED;
  if (far >= 1) return { pose: move > 0 ? 'left' : 'right', far };
  return { pose: Math.abs(move) <= BACK ? 'straight' : 'turning', far };
}
