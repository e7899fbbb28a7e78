import { powerSpectrum2d } from '@/lib/math/fourier';
import { mean, quantile } from '@/lib/math/statistics';
import { lumaPatch, type PresentedFace } from './presented';

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
  const patch = lumaPatch(frame, { x: left, y: top, width: SIDE, height: SIDE });
  const middle = mean(patch);
  const windowed = patch.map(
    (value, i) => (value - middle) * (HANN[i % SIDE] as number) * (HANN[Math.floor(i / SIDE)] as number),
  );
  return highestPeak(powerSpectrum2d(windowed, SIDE));
}

/** Hann's window. */
const HANN = Float64Array.from({ length: SIDE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / SIDE));

/** Places of the spectrum by ring; the other half mirrors them. */
const RINGS = ringsOfEqualFrequency();

function ringsOfEqualFrequency(): Uint16Array[] {
  const rings: number[][] = [];
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column <= SIDE / 2; column++) {
      const frequency = Math.hypot(column, Math.min(row, SIDE - row));
      if (frequency < LOWEST || frequency > SIDE / 2) continue;
      const ring = Math.floor((frequency - LOWEST) / RING);
      rings[ring] ??= [];
      rings[ring]?.push(row * SIDE + column);
    }
  }
  return rings.map((places) => Uint16Array.from(places));
}

/** In each ring the ratio of the largest value to the median; the largest of all. */
function highestPeak(power: Float64Array): number {
  const ratios = RINGS.map((places) => {
    const ring = Float64Array.from(places, (place) => power[place] as number);
    // A flat patch has no lines: one unit of power keeps the ratio finite.
    return (Math.max(...ring) + 1) / (quantile(ring, 0.5) + 1);
  });
  return Math.log10(Math.max(...ratios));
}
