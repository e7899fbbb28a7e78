import { BANDS, type Bands } from './bands';
import type { Distances } from './distances';
import { rootMeanSquares } from './distances';
import type { MatchedNoise } from './noise-match';
import { align, type Path } from './one-stage';

/**
 * How like the person the asked digits sound; what `speakerRatio` weighs. Nothing of it is the mean spectrum, which tells the vocal tract
 * and the microphone alike.
 */
export interface SpeakerEvidence {
  /** Mean distance of a row from the templates. */
  distance: number;
  /** How much further away a row is from the nearest sound of the background. */
  nearer: number;
  /** Decibels between spectra at the same place of the same digit, without what is common to all: microphone and room. */
  detail: number;
}

/** In this order they are weighed. */
export const EVIDENCE = ['distance', 'nearer', 'detail'] as const satisfies readonly (keyof SpeakerEvidence)[];

/** Compares row by row along the path through the asked digits. */
export function speakerEvidence(matched: MatchedNoise, distances: Distances, path: Path): SpeakerEvidence {
  const { heard, stored } = matched;
  const pairs = path.found.flatMap((found) => {
    const { states } = align(distances, found);
    return Array.from(states, (state, i) => ({ row: found.from + i, state }));
  });
  const strangers = rootMeanSquares(heard, matched.background);
  const patches = strangers.length / heard.rows;
  let [distance, stranger] = [0, 0];
  for (const { row, state } of pairs) {
    distance += (distances.data[row * distances.states + state] as number) / pairs.length;
    let nearest = Number.POSITIVE_INFINITY;
    for (let i = row * patches; i < (row + 1) * patches; i++) nearest = Math.min(nearest, strangers[i] as number);
    stranger += nearest / pairs.length;
  }
  return { distance, nearer: stranger - distance, detail: detailOf(heard.raised, stored.raised, pairs) };
}

function detailOf(heard: Bands, stored: Bands, pairs: readonly { row: number; state: number }[]): number {
  const difference = ({ row, state }: { row: number; state: number }, band: number): number =>
    (heard.data[row * BANDS + band] as number) - (stored.data[state * BANDS + band] as number);
  const means = new Float64Array(BANDS);
  for (const pair of pairs)
    for (let band = 0; band < BANDS; band++)
      means[band] = (means[band] as number) + difference(pair, band) / pairs.length;
  let detail = 0;
  for (const pair of pairs) {
    let sum = 0;
    for (let band = 0; band < BANDS; band++) sum += (difference(pair, band) - (means[band] as number)) ** 2;
    detail += Math.sqrt(sum / BANDS) / pairs.length;
  }
  return detail;
}
