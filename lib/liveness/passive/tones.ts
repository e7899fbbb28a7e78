import { meanAndDeviation, quantile } from '@/lib/math/statistics';
import { lumaAt } from '@/lib/media/luma';
import type { PresentedFace } from './presented';

/** Points a side of the grid that colours are read on. */
const GRID = 64;

/** What the light of a face says about the surface it comes from. */
export interface Tones {
  /** Luma of the darkest hundredth, in [0, 1]: screens glow and paper reflects, so that neither is black. */
  blackLevel: number;
  /** Share of the face that is nearly white, in [0, 1]: glare on glass; or none at all on matt paper. */
  highlights: number;
  /**
   * Spread of hues: deviations of the opponent colours red-green and yellow-blue, over 255 (Hasler & Suesstrunk, Human Vision and
   * Electronic Imaging VIII, 2003). Inks and screens have a smaller gamut than skin in daylight.
   */
  colourfulness: number;
}

const NEARLY_WHITE = 245;

/** Undefined for a box that lies outside of the frame. */
export function tones({ frame, box }: PresentedFace): Tones | undefined {
  const { data, width, height } = frame;
  const lumas: number[] = [];
  const redGreen: number[] = [];
  const yellowBlue: number[] = [];
  for (let i = 0; i < GRID * GRID; i++) {
    const x = Math.floor(box.x + (((i % GRID) + 0.5) / GRID) * box.width);
    const y = Math.floor(box.y + ((Math.floor(i / GRID) + 0.5) / GRID) * box.height);
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    const at = 3 * (y * width + x);
    const [red, green, blue] = [data[at], data[at + 1], data[at + 2]] as [number, number, number];
    lumas.push(lumaAt(frame, x, y));
    redGreen.push(red - green);
    yellowBlue.push((red + green) / 2 - blue);
  }
  if (lumas.length === 0) return undefined;
  return {
    blackLevel: quantile(lumas, 0.01) / 255,
    highlights: lumas.filter((luma) => luma > NEARLY_WHITE).length / lumas.length,
    colourfulness: Math.hypot(meanAndDeviation(redGreen).deviation, meanAndDeviation(yellowBlue).deviation) / 255,
  };
}
