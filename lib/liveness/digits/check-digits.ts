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
  const heard = hearDigits(audio, asked, templates, background);
  if ('problem' in heard) return { verdict: 'unclear', ...heard };
  const ratio = speakerRatio(heard.evidence);
  return { ...heard, verdict: digitVerdict(heard.margin, ratio), speakerRatio: ratio };
}

/** The same without a verdict. */
export function hearDigits(
  audio: Audio,
  asked: readonly number[],
  templates: readonly DigitTemplate[],
  background: DigitBackground,
): HeardDigits | { problem: SoundProblem | 'too_short' } {
  const all = templates.map((_, i) => i);
  const choices = asked.map((digit) => all.filter((i) => templates[i]?.digit === digit));
  if (asked.length === 0 || choices.some(({ length }) => length === 0))
    throw new RangeError('digits without a template');
  const sound = heardBands(audio);
  if ('problem' in sound) return sound;
  const matched = matchNoise(sound.bands, templates, background);
  const distances = distancesOf(matched);
  const own = bestPath(distances, choices);
  const free = bestPath(
    distances,
    asked.map(() => all),
  );
  if (!own || !free) return { problem: 'too_short' };
  return measured(matched, distances, own, free, templates);
}

function measured(
  matched: MatchedNoise,
  distances: Distances,
  own: Path,
  free: Path,
  templates: readonly DigitTemplate[],
): HeardDigits {
  const rows = own.found.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    margin: (own.cost - free.cost) / rows,
    evidence: speakerEvidence(matched, distances, own),
    digits: free.found.map(({ template }) => templates[template]?.digit ?? -1),
    speechSeconds: rows * ROW_SECONDS,
  };
}
