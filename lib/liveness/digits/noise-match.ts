import { quantile } from '@/lib/math/statistics';
import { backgroundFeatures, type DigitBackground } from './background';
import { BANDS, type Bands, bandQuantiles, DECIBELS, inOne, loudness, MOST_RANGE, SPEECH, speechLevels } from './bands';
import { type DigitFeatures, featuresOf } from './features';
import { DIGIT_METRIC, type DigitMetric } from './metric';
import type { DigitTemplate } from './templates';

/** A recording and templates, all in the noise of the noisiest. */
export interface MatchedNoise {
  heard: DigitFeatures;
  /** All templates, one after the other. */
  stored: DigitFeatures;
  /** The row behind the last of each template. */
  ends: number[];
  /** Features of each patch; empty without a background. */
  background: Float32Array;
}

/** Of the rows of a recording: the quietest, which hold little but the room. */
const ROOM = 0.3;
/** Of the rows of speech: the level of a band when it is loud. */
const STRONG = 0.9;
/** Of the rows of templates, which hold little but speech. */
const FAINT = 0.02;

/**
 * Features of a recording and of templates as if all had been heard in the same room: the noise of the recording, relative to its
 * speech, is added to the templates and once more to itself, band by band (after Gales and Young, parallel model combination, IEEE
 * Trans. SAP 4, 1996).
 */
export function matchNoise(
  recording: Bands,
  templates: readonly DigitTemplate[],
  background?: DigitBackground,
  metric: DigitMetric = DIGIT_METRIC,
): MatchedNoise {
  const all = inOne(templates.map(({ bands }) => bands));
  let rows = 0;
  const ends = templates.map(({ bands }) => {
    rows += bands.rows;
    return rows;
  });
  const energy = loudness(recording);
  const [loud] = bandQuantiles(spoken(recording, energy), [STRONG]) as [Float32Array];
  const room = roomOf(recording, energy);
  const [faint, loudStored] = bandQuantiles(all, [FAINT, STRONG]) as [Float32Array, Float32Array];
  const noise = Float32Array.from({ length: BANDS }, (_, band) => {
    const heard = (room[band] as number) - (loud[band] as number);
    const stored = (faint[band] as number) - (loudStored[band] as number);
    return Math.max(heard, stored, -MOST_RANGE);
  });
  const below = (levels: Float32Array): Float32Array => levels.map((level, band) => level + (noise[band] as number));
  return {
    heard: featuresOf(recording, below(loud), [recording.rows], metric),
    stored: featuresOf(all, below(loudStored), ends, metric),
    ends,
    background: background ? backgroundFeatures(background, below(loudOf(background)), metric) : new Float32Array(),
  };
}

/** The mean power of each band in the quietest rows, in decibels. */
function roomOf(recording: Bands, energy: Float32Array): Float32Array {
  const limit = quantile(energy, ROOM);
  const powers = new Float64Array(BANDS);
  let rows = 0;
  for (let row = 0; row < recording.rows; row++) {
    if ((energy[row] as number) > limit) continue;
    for (let band = 0; band < BANDS; band++)
      powers[band] = (powers[band] as number) + Math.exp((recording.data[row * BANDS + band] as number) / DECIBELS);
    rows++;
  }
  return Float32Array.from(powers, (power) => DECIBELS * Math.log(power / rows));
}

/** Of backgrounds, which are few and never change. */
const loudBackgrounds = new WeakMap<DigitBackground, Float32Array>();

function loudOf(background: DigitBackground): Float32Array {
  const known = loudBackgrounds.get(background);
  if (known) return known;
  const [loud] = bandQuantiles(background.patches, [STRONG]) as [Float32Array];
  loudBackgrounds.set(background, loud);
  return loud;
}

/** The rows that are as loud as speech. */
function spoken(bands: Bands, energy: Float32Array): Bands {
  const levels = speechLevels(energy);
  const data = new Float32Array(bands.data.length);
  let rows = 0;
  for (let row = 0; row < bands.rows; row++) {
    if ((levels[row] as number) <= SPEECH) continue;
    data.set(bands.data.subarray(row * BANDS, (row + 1) * BANDS), rows * BANDS);
    rows++;
  }
  return { data: data.subarray(0, rows * BANDS), rows };
}
