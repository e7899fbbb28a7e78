import { yieldToEventLoop } from '@/lib/event-loop';
import { mean, quantile } from '@/lib/math/statistics';
import { blur } from './blur';
import { borderLines } from './border';
import { colourMoments } from './colour-moments';
import { detail } from './detail';
import { headMotion } from './head-motion';
import { expressionChange, repeatedFrames } from './motion';
import { planeResidual } from './plane';
import { isMeasurable, type PresentedFace } from './presented';
import { rasterPeak } from './raster';
import { colourTexture } from './texture';
import { tones } from './tones';
import { type ColourPlanes, uprightFace } from './upright-face';

/** What is looked at in single frames, and what only a burst shows. */
const STILL_PARTS = [
  'raster',
  'border',
  'blackLevel',
  'highlights',
  'colourfulness',
  'sharpnessForSize',
  'noise',
  'hueSpread',
  'saturationSpread',
  'specular',
  'blur',
] as const;
const BURST_PARTS = ['plane', 'expression', 'repeated', 'headMotion'] as const;
const MEASURED_PARTS = [...STILL_PARTS, ...BURST_PARTS] as const;
/** `texture` is what the weights make of `patterns`. */
export const PARTS = [...MEASURED_PARTS, 'texture'] as const;
export type Part = (typeof PARTS)[number];

/** Measurements by part; one that could not be taken is absent, and says nothing. */
export interface PresentationEvidence extends Partial<Record<(typeof MEASURED_PARTS)[number], number>> {
  /** Shares of the patterns of `colourTexture`, the mean over the frames that were looked at. */
  patterns?: Float32Array;
}

/** Frames whose light is measured: more of one burst say the same. */
const MEASURED = 2;

/**
 * What there is to see of a picture, a screen or a mask in the frames of one burst, in their order; of frames in which the face
 * cannot be measured (`isMeasurable`) nothing. 18 ms of work for eight frames of 640 x 480, in turns of the event loop.
 */
export async function presentationEvidence(burst: readonly PresentedFace[]): Promise<PresentationEvidence> {
  const faces = burst.filter(isMeasurable);
  if (faces.length === 0) return {};
  const stills: PresentationEvidence[] = [];
  const textures: Float32Array[] = [];
  for (const face of evenly(faces)) {
    await yieldToEventLoop();
    const upright = uprightFace(face);
    await yieldToEventLoop();
    textures.push(colourTexture(upright));
    const still = lookAtColours(upright);
    for (const look of [lookForRaster, lookForBorder, tones, detail]) {
      await yieldToEventLoop();
      Object.assign(still, look(face));
    }
    stills.push(still);
  }
  const evidence: PresentationEvidence = { patterns: meanOf(textures) };
  for (const part of STILL_PARTS) {
    const values = stills.flatMap((still) => still[part] ?? []);
    if (values.length > 0) evidence[part] = middle(values);
  }
  const residuals: number[] = [];
  for (const [i, { landmarks }] of faces.entries()) {
    await yieldToEventLoop();
    residuals.push(...faces.slice(i + 1).flatMap((later) => planeResidual(landmarks, later.landmarks) ?? []));
  }
  if (residuals.length > 0) evidence.plane = middle(residuals);
  const expression = expressionChange(faces);
  if (expression !== undefined) evidence.expression = expression;
  const repeated = repeatedFrames(faces);
  if (repeated !== undefined) evidence.repeated = repeated;
  await yieldToEventLoop();
  const motion = headMotion(faces);
  if (motion !== undefined) evidence.headMotion = motion;
  return evidence;
}

const lookForRaster = (face: PresentedFace): PresentationEvidence => ({ raster: rasterPeak(face) });
const lookForBorder = (face: PresentedFace): PresentationEvidence => ({ border: borderLines(face) });

const lookAtColours = (upright: ColourPlanes): PresentationEvidence => ({
  ...colourMoments(upright),
  blur: blur(upright),
});

const meanOf = (textures: readonly Float32Array[]): Float32Array =>
  Float32Array.from(textures[0] ?? [], (_, bin) => mean(textures.map((shares) => shares[bin] as number)));

const middle = (values: readonly number[]): number => quantile(values, 0.5);

function evenly(faces: readonly PresentedFace[]): PresentedFace[] {
  const count = Math.min(MEASURED, faces.length);
  return Array.from({ length: count }, (_, i) => faces[Math.floor((i * faces.length) / count)] as PresentedFace);
}
