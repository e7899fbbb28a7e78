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

/** Pixels a side of the part in the middle of the face that is looked at: enough for both means, in a millisecond. */
const MOST = 160;

export function detail({ frame, box, landmarks }: PresentedFace): Detail {
  const width = Math.max(3, Math.min(MOST, Math.floor(box.width) || 0));
  const height = Math.max(3, Math.min(MOST, Math.floor(box.height) || 0));
  const left = Math.floor(box.x + (box.width - width) / 2);
  const top = Math.floor(box.y + (box.height - height) / 2);
  const luma = Float32Array.from({ length: width * height }, (_, i) =>
    lumaAt(frame, left + (i % width), top + Math.floor(i / width)),
  );
  let laplacian = 0;
  let residual = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const at = (offset: number): number => luma[i + offset] as number;
      const middle = at(0);
      const cross = at(-1) + at(1) + at(-width) + at(width);
      const corners = at(-width - 1) + at(-width + 1) + at(width - 1) + at(width + 1);
      laplacian += Math.abs(cross - 4 * middle);
      residual += Math.abs(corners - 2 * cross + 4 * middle);
    }
  }
  const count = (width - 2) * (height - 2);
  return {
    sharpnessForSize: Math.log((laplacian / count + 0.01) * faceSize(landmarks)),
    noise: (Math.sqrt(Math.PI / 2) * residual) / (6 * count),
  };
}
