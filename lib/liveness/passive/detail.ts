import { eyeCornerDistance } from '@/lib/face/landmarks';
import { lumaPatch, type PresentedFace } from './presented';

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

/** Pixels a side of the part in the middle of the face that is looked at: enough for both means, in a millisecond. */
const MOST = 160;

export function detail({ frame, box, landmarks }: PresentedFace): Detail {
  const width = Math.min(MOST, Math.floor(box.width));
  const height = Math.min(MOST, Math.floor(box.height));
  const left = Math.floor(box.x + (box.width - width) / 2);
  const top = Math.floor(box.y + (box.height - height) / 2);
  const luma = lumaPatch(frame, { x: left, y: top, width, height });
  let laplacian = 0;
  let residual = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const above = i - width;
      const below = i + width;
      const middle = luma[i] as number;
      const cross =
        (luma[i - 1] as number) + (luma[i + 1] as number) + (luma[above] as number) + (luma[below] as number);
      const corners =
        (luma[above - 1] as number) +
        (luma[above + 1] as number) +
        (luma[below - 1] as number) +
        (luma[below + 1] as number);
      laplacian += Math.abs(cross - 4 * middle);
      residual += Math.abs(corners - 2 * cross + 4 * middle);
    }
  }
  const count = (width - 2) * (height - 2);
  return {
    sharpnessForSize: Math.log((laplacian / count + 0.01) * eyeCornerDistance(landmarks)),
    noise: (Math.sqrt(Math.PI / 2) * residual) / (6 * count),
  };
}
