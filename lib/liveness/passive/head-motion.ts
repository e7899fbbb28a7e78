import type { Box } from '@/lib/math/box';
import { quantile } from '@/lib/math/statistics';
import type { Frame } from '@/lib/media/frame';
import { lumaAt } from '@/lib/media/luma';
import type { PresentedFace } from './presented';

/** Cells of the grid that two frames are compared on. */
const ACROSS = 48;
const DOWN = 36;
/** How far around the head is neither head nor background, in sides of its box; below the chin there are shoulders. */
const AROUND = 0.3;
/** Least cells of the head and of the background. */
const LEAST = 24;
/** Levels of luma, of 255, that noise alone moves: added to both sides. */
const NOISE = 1;

/**
 * How much more the head changes from frame to frame than the background: the natural logarithm of the ratio of mean changes of luma,
 * the median over the burst. A person moves before a room that rests; a photograph on a tripod rests as a whole, one in a hand
 * moves as a whole (Anjos & Marcel, IJCB 2011). Undefined where no two frames show enough of both.
 */
export function headMotion(faces: readonly PresentedFace[]): number | undefined {
  const grids = faces.map(({ frame }) => lumaGrid(frame));
  const ratios = faces.slice(1).flatMap((face, i) => {
    const before = faces[i] as PresentedFace;
    return ratioOfChanges([before, face], [grids[i] as Float32Array, grids[i + 1] as Float32Array]) ?? [];
  });
  return ratios.length === 0 ? undefined : quantile(ratios, 0.5);
}

function ratioOfChanges(
  pair: readonly [PresentedFace, PresentedFace],
  [before, after]: readonly [Float32Array, Float32Array],
): number | undefined {
  const { frame, box } = pair[1];
  const head = { sum: 0, count: 0 };
  const background = { sum: 0, count: 0 };
  for (let i = 0; i < ACROSS * DOWN; i++) {
    const x = (((i % ACROSS) + 0.5) / ACROSS) * frame.width;
    const y = ((Math.floor(i / ACROSS) + 0.5) / DOWN) * frame.height;
    const isHead = pair.some((face) => isIn(face.box, x, y, 0));
    const isAround = y > box.y + 0.9 * box.height || pair.some((face) => isIn(face.box, x, y, AROUND));
    if (!isHead && isAround) continue;
    const side = isHead ? head : background;
    side.sum += Math.abs((after[i] as number) - (before[i] as number));
    side.count++;
  }
  if (head.count < LEAST || background.count < LEAST) return undefined;
  return Math.log((head.sum / head.count + NOISE) / (background.sum / background.count + NOISE));
}

function isIn({ x, y, width, height }: Box, atX: number, atY: number, more: number): boolean {
  return (
    atX > x - more * width && atX < x + (1 + more) * width && atY > y - more * height && atY < y + (1 + more) * height
  );
}

/** The mean of four points of each cell. */
function lumaGrid(frame: Frame): Float32Array {
  const [width, height] = [frame.width / ACROSS, frame.height / DOWN];
  return Float32Array.from({ length: ACROSS * DOWN }, (_, i) => {
    const [x, y] = [i % ACROSS, Math.floor(i / ACROSS)];
    let sum = 0;
    for (const right of [0.25, 0.75])
      for (const below of [0.25, 0.75]) sum += lumaAt(frame, (x + right) * width, (y + below) * height);
    return sum / 4;
  });
}
