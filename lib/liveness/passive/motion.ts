import { distance, eyeCornerDistance, point } from '@/lib/face/landmarks';
import { lumaAt } from '@/lib/media/luma';
import type { PresentedFace } from './presented';

/** Points a side of the grid that two frames are compared on. */
const GRID = 32;
/** Mean difference of luma, of 255: no two exposures of a sensor are nearer, whatever they show. */
const IDENTICAL = 0.05;

/** Share of the frames that repeat the one before, in [0, 1]: a frozen or looped picture. Undefined for fewer than two frames. */
export function repeatedFrames(faces: readonly PresentedFace[]): number | undefined {
  if (faces.length < 2) return undefined;
  let repeated = 0;
  for (const [i, face] of faces.entries()) {
    const before = faces[i - 1];
    if (before && difference(before.frame, face.frame) < IDENTICAL) repeated++;
  }
  return repeated / (faces.length - 1);
}

function difference(a: PresentedFace['frame'], b: PresentedFace['frame']): number {
  let sum = 0;
  for (let i = 0; i < GRID * GRID; i++) {
    const across = ((i % GRID) + 0.5) / GRID;
    const down = (Math.floor(i / GRID) + 0.5) / GRID;
    sum += Math.abs(lumaAt(a, across * a.width, down * a.height) - lumaAt(b, across * b.width, down * b.height));
  }
  return sum / GRID ** 2;
}

/** Upper and lower lids and inner lips: landmarks (iBUG 300-W) whose distances change with blinks and words. */
const OPENINGS = [
  [37, 41],
  [38, 40],
  [43, 47],
  [44, 46],
  [61, 67],
  [62, 66],
  [63, 65],
] as const;

/**
 * How much eyes and mouth open and close over a burst: the largest range of an opening, over the face's size. A photograph's do
 * not change; the noise of landmarks does not let it be zero. Undefined for fewer than three frames.
 */
export function expressionChange(faces: readonly PresentedFace[]): number | undefined {
  if (faces.length < 3) return undefined;
  const ranges = OPENINGS.map(([upper, lower]) => {
    const openings = faces.map(
      ({ landmarks }) => distance(point(landmarks, upper), point(landmarks, lower)) / eyeCornerDistance(landmarks),
    );
    return Math.max(...openings) - Math.min(...openings);
  });
  return Math.max(...ranges);
}
