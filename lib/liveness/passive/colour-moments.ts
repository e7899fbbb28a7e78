import { meanAndDeviation } from '@/lib/math/statistics';
import type { ColourPlanes } from './upright-face';

/**
 * How the colours of the upright face are spread (Wen, Han & Jain, IEEE TIFS 10(4), 2015, after Chen et al.). Their means are left out: they
 * are the light of the room and the white balance of the camera.
 */
export interface ColourMoments {
  /** Deviation of the hue, as a share of the circle; hues are turned by half of it, since skin lies on both sides of red. */
  hueSpread: number;
  /** Deviation of the saturation, in [0, 1]. */
  saturationSpread: number;
  /** Share of the face that is bright and pale, in [0, 1]: what light leaves on a gloss instead of in the skin. */
  specular: number;
}

/** Brighter than the mean by so much, and paler than so much of 255, is a reflection. */
const BRIGHTER = 1.35;
const PALE = 90;

export function colourMoments({ hsv: [hue, saturation, value] }: ColourPlanes): ColourMoments {
  const bright = BRIGHTER * meanAndDeviation(value).mean;
  const isSpecular = (brightness: number, at: number): boolean =>
    brightness > bright && (saturation[at] as number) < PALE;
  return {
    hueSpread: meanAndDeviation(hue.map((turn) => (turn + 128) % 256)).deviation / 255,
    saturationSpread: meanAndDeviation(saturation).deviation / 255,
    specular: value.filter(isSpecular).length / value.length,
  };
}
