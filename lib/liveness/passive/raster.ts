import { powerSpectrum2d } from './fourier';
import { lumaAt, type PresentedFace, quantile } from './presented';

/** Pixels of the patch: not scaled, so that the raster keeps its frequency. */
const SIDE = 128;
/** Cycles a patch: below, the face itself has its lines; above, the camera's own filter lets nothing through. */
const LOWEST = 12;
/** Width of the rings that peaks are compared within, in cycles a patch. */
const RING = 4;

/**
 * How far the strongest line of the face's spectrum stands above its surroundings, in decades of power. Pixels of a screen and
 * dots of a print are periodic, and beat with the camera's own grid (moire); skin is not. Peaks are compared with the median of
 * their ring of equal frequency, since pictures fall off evenly in all directions (Garcia & de Queiroz, IEEE TIFS 10(4), 2015).
 */
export function rasterPeak({ frame, box }: PresentedFace): number {
  const left = box.x + (box.width - SIDE) / 2;
  const top = box.y + (box.height - SIDE) / 2;
  const patch = new Float32Array(SIDE * SIDE);
  let sum = 0;
  for (let i = 0; i < patch.length; i++) {
    patch[i] = lumaAt(frame, left + (i % SIDE), top + Math.floor(i / SIDE));
    sum += patch[i] as number;
  }
  const mean = sum / patch.length;
  const windowed = patch.map((value, i) => (value - mean) * hann(i % SIDE) * hann(Math.floor(i / SIDE)));
  return highestPeak(powerSpectrum2d(windowed, SIDE));
}

const hann = (i: number): number => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / SIDE);

function highestPeak(power: Float64Array): number {
  const rings: number[][] = [];
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column <= SIDE / 2; column++) {
      const frequency = Math.hypot(column, Math.min(row, SIDE - row));
      if (frequency < LOWEST || frequency > SIDE / 2) continue;
      const ring = Math.floor((frequency - LOWEST) / RING);
      rings[ring] ??= [];
      rings[ring]?.push(power[row * SIDE + column] as number);
    }
  }
  // A flat patch has no lines: one unit of power keeps the ratio finite.
  return Math.max(...rings.map((ring) => Math.log10((Math.max(...ring) + 1) / (quantile(ring, 0.5) + 1))));
}
