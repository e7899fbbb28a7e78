import { faceSize, lumaAt, type PresentedFace } from './presented';

/** Detail of a face for its size. */
export interface Detail {
  /**
   * Natural logarithm of the mean absolute Laplacian times the face's size: a large face that was enlarged from a small picture has
   * fewer fine lines than one that is near.
   */
  sharpnessForSize: number;
  /** Standard deviation of the sensor's noise, of 255, after Immerkaer (Computer Vision and Image Understanding 64(2), 1996). */
  noise: number;
}

export function detail({ frame, box, landmarks }: PresentedFace): Detail {
  let laplacian = 0;
  let residual = 0;
  let count = 0;
  const right = Math.min(frame.width - 2, box.x + box.width);
  const bottom = Math.min(frame.height - 2, box.y + box.height);
  for (let y = Math.max(1, Math.ceil(box.y)); y < bottom; y++) {
    for (let x = Math.max(1, Math.ceil(box.x)); x < right; x++) {
      const at = (dx: number, dy: number): number => lumaAt(frame, x + dx, y + dy);
      const middle = at(0, 0);
      const cross = at(-1, 0) + at(1, 0) + at(0, -1) + at(0, 1);
      const corners = at(-1, -1) + at(1, -1) + at(-1, 1) + at(1, 1);
      laplacian += Math.abs(cross - 4 * middle);
      residual += Math.abs(corners - 2 * cross + 4 * middle);
      count++;
    }
  }
  const each = Math.max(1, count);
  return {
    sharpnessForSize: Math.log((laplacian / each + 0.01) * faceSize(landmarks)),
    noise: (Math.sqrt(Math.PI / 2) * residual) / (6 * each),
  };
}
