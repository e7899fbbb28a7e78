import type { Audio } from '@/lib/media/audio';
import type { DigitBackground } from './background';
import { ROW_SECONDS } from './bands';
import { type Distances, distancesOf } from './distances';
import { type MatchedNoise, matchNoise } from './noise-match';
import { bestPath, type Path } from './one-stage';
import { heardBands, type SoundProblem } from './sound-limits';
import { type SpeakerEvidence, speakerEvidence } from './speaker-evidence';
import type { DigitTemplate } from './templates';
import { type DigitVerdict, digitVerdict, speakerRatio } from './verdict';

/** What was heard, before anything is decided. */
export interface HeardDigits {
  /** How much dearer the asked digits are than the cheapest as many, as a root mean square distance for each row of speech; 0 where they are the cheapest. */
  margin: number;
  evidence: SpeakerEvidence;
  /** The cheapest digits, as many as were asked. */
  digits: number[];
  /** Of the asked digits, without pauses. */
  speechSeconds: number;
}

export type DigitCheck =
  | (HeardDigits & { verdict: DigitVerdict; speakerRatio: number })
  | { verdict: 'unclear'; problem: SoundProblem | 'too_short' };

/**
 * Whether a recording is of the asked digits, said by the person whose templates these are. The margin compares the best path through
 * the asked digits with the best path through any digits, as many as were asked, with pauses wherever they are: who says fewer or
 * more fits neither, and is told by the distance in the ratio. Never throws for any sound; at most 15 s are looked at.
 * Throws a RangeError for no digits, and for digits without a template.
 */
export function checkDigits(
  audio: Audio,
  asked: readonly number[],
  templates: readonly DigitTemplate[],
  background: DigitBackground,
): DigitCheck {
  const listened = listen(audio, templates, background);
  if ('problem' in listened) return { verdict: 'unclear', problem: listened.problem };
  const heard = askedDigits(listened, asked);
  if (!heard) return { verdict: 'unclear', problem: 'too_short' };
  const ratio = speakerRatio(heard.evidence);
  return { ...heard, verdict: digitVerdict(heard.margin, ratio), speakerRatio: ratio };
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
): Listened | { problem: SoundProblem } {
  const sound = heardBands(audio);
  if ('problem' in sound) return sound;
  const matched = matchNoise(sound.bands, templates, background);
  return { matched, distances: distancesOf(matched), templates };
}

/** The cheapest so many digits. */
export function cheapestDigits({ distances, templates }: Listened, count: number): Path | undefined {
  const all = templates.map((_, i) => i);
  return bestPath(distances, new Array<number[]>(count).fill(all));
}

/** The asked digits against the cheapest as many. Undefined where the recording is too short for them. Throws as `checkDigits` does. */
export function askedDigits(
  listened: Listened,
  asked: readonly number[],
  cheapest = cheapestDigits(listened, asked.length),
): HeardDigits | undefined {
  const { matched, distances, templates } = listened;
  const choices = asked.map((digit) => templates.flatMap((template, i) => (template.digit === digit ? [i] : [])));
  if (asked.length === 0 || choices.some(({ length }) => length === 0))
    throw new RangeError('digits without a template');
  const own = bestPath(distances, choices);
  if (!own || !cheapest) return undefined;
  const rows = own.found.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    margin: (own.cost - cheapest.cost) / rows,
    evidence: speakerEvidence(matched, distances, own),
    digits: cheapest.found.map(({ template }) => templates[template]?.digit ?? -1),
    speechSeconds: rows * ROW_SECONDS,
  };
}
