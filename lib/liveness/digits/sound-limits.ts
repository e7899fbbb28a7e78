import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';
import { type Bands, bandsOf, loudness, loudnessRange, rowsOf, SPEECH, speechLevels } from './bands';

/** Why nothing is compared. */
export type SoundProblem = 'not_finite' | 'too_long' | 'no_speech';

/** Seconds: a string of seven digits, said slowly, with time before and after it. */
const MOST_SECONDS = 15;
/** Decibels between loud speech and the room; noise and tones have less, speech in babble at 10 dB has more. */
const LEAST_SPEECH_RANGE = 6;
/** Rows that are as loud as speech: 300 ms. */
const LEAST_SPOKEN_ROWS = 15;
/** Rows that are kept before the first and after the last that is as loud as speech. */
const AROUND = 12;

/** The part of a recording in which there is speech, from row `from` on, or why there is none. Work is bounded whatever comes. */
export function heardBands(audio: Audio): { bands: Bands; from: number } | { problem: SoundProblem } {
  if (audio.length > MOST_SECONDS * SAMPLE_RATE) return { problem: 'too_long' };
  for (let i = 0; i < audio.length; i++) if (!Number.isFinite(audio[i])) return { problem: 'not_finite' };
  const bands = bandsOf(audio);
  const loud = loudness(bands);
  const levels = speechLevels(loud);
  const spoken = levels.reduce((count, level) => count + (level > SPEECH ? 1 : 0), 0);
  if (loudnessRange(loud) < LEAST_SPEECH_RANGE || spoken < LEAST_SPOKEN_ROWS) return { problem: 'no_speech' };
  const from = Math.max(0, levels.findIndex((level) => level > SPEECH) - AROUND);
  const last = levels.findLastIndex((level) => level > SPEECH);
  return { bands: rowsOf(bands, from, Math.min(bands.rows, last + 1 + AROUND)), from };
}
