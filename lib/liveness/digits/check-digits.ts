import type { Audio } from '@/lib/media/audio';
import type { DigitBackground } from './background';
import { ROW_SECONDS } from './bands';
import { type Distances, distancesOf } from './distances';
import { type Doubt, doubtOf } from './doubt';
import { DIGIT_METRIC, type DigitMetric } from './metric';
import { type MatchedNoise, matchNoise } from './noise-match';
import { bestPath } from './one-stage';
import { heardBands, type SoundProblem } from './sound-limits';
import { type SpeakerEvidence, speakerEvidence } from './speaker-evidence';
import type { DigitTemplate } from './templates';
import { type DigitVerdict, digitVerdict, speakerRatio } from './verdict';

/** What was heard, before anything is decided. */
export interface HeardDigits extends Doubt {
  evidence: SpeakerEvidence;
  /** Of the asked digits, without pauses. */
  speechSeconds: number;
}

export type DigitCheck =
  | (HeardDigits & { verdict: DigitVerdict; speakerRatio: number })
  | { verdict: 'unclear'; problem: SoundProblem | 'other_length' };

/**
 * Whether a recording is of the asked digits, and how like the person whose templates these are they were said. The best path through the asked digits, with
 * pauses wherever they are, says where each of them would be; what is there is compared with all digits. Never throws for any sound; at most
 * 15 s are looked at. Throws a RangeError for no digits, and for digits without a template.
 *
 * @param isAlone whether the digits are all that tells who spoke: then they are accepted only from the person
 */
export function checkDigits(
  audio: Audio,
  asked: readonly number[],
  templates: readonly DigitTemplate[],
  background: DigitBackground,
  isAlone = false,
): DigitCheck {
  const listened = listen(audio, templates, background);
  if ('problem' in listened) return { verdict: 'unclear', problem: listened.problem };
  const heard = askedDigits(listened, asked);
  if (!heard) return { verdict: 'unclear', problem: 'other_length' };
  const ratio = speakerRatio(heard.evidence);
  return { ...heard, verdict: digitVerdict(heard.doubt, ratio, isAlone), speakerRatio: ratio };
}

/** What a recording is, whatever was asked: what `askedDigits` needs to know of it. */
export interface Listened {
  matched: MatchedNoise;
  distances: Distances;
  templates: readonly DigitTemplate[];
}

/** Hears a recording in its own noise. */
export function listen(
  audio: Audio,
  templates: readonly DigitTemplate[],
  background: DigitBackground,
  metric: DigitMetric = DIGIT_METRIC,
): Listened | { problem: SoundProblem } {
  const sound = heardBands(audio);
  if ('problem' in sound) return sound;
  const matched = matchNoise(sound.bands, templates, background, metric);
  return { matched, distances: distancesOf(matched), templates };
}

/** Of the length at sign-up: a digit that would be longer is more than one. Of 108 strings of 18 people none had one of more than 2.4. */
const MOST_STRETCH = 3;

/** The asked digits. Undefined where the recording is too short for them, or too long for one of them. Throws as `checkDigits` does. */
export function askedDigits(listened: Listened, asked: readonly number[]): HeardDigits | undefined {
  const { matched, distances, templates } = listened;
  const choices = asked.map((digit) => templates.flatMap((template, i) => (template.digit === digit ? [i] : [])));
  if (asked.length === 0 || choices.some(({ length }) => length === 0))
    throw new RangeError('digits without a template');
  const path = bestPath(distances, choices);
  const isStretched = path?.found.some(
    ({ template, from, to }) => to - from > MOST_STRETCH * (templates[template]?.bands.rows ?? 0),
  );
  if (!path || isStretched) return undefined;
  const rows = path.found.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    ...doubtOf(distances, path.found, asked, templates),
    evidence: speakerEvidence(matched, distances, path),
    speechSeconds: rows * ROW_SECONDS,
  };
}
