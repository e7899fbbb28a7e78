import { clamp } from '@/lib/math/statistics';

/** What was heard of one recording so far; levels in dB of full scale, times in milliseconds. */
export interface Heard {
  /** When the recording began, and when the last level was measured. */
  from: number;
  at: number;
  /** The quietest moments of the last seconds, one for each `WINDOW`, the newest last. */
  quietest: readonly number[];
  /** When the newest of these windows began. */
  windowFrom: number;
  /** The loudest moment, which fades. */
  peak: number;
  /** How long somebody spoke all in all, and when they did so last. */
  speech: number;
  lastSpeech: number | undefined;
}

const WINDOW = 250;
const WINDOWS = 8;
/** A voice at least this far over the quietest moments, and louder than any room. */
const LEAST_RISE = 8;
const MOST_RISE = 20;
const LEAST_LEVEL = -58;
/** Of the way from the quietest to the loudest moment: between noise and voice. */
const SHARE = 0.45;
/** How fast the loudest moment is forgotten, in dB a second. */
const FADE = 4;
/** No level counts for longer than this: a page that was busy did not listen. */
const LONGEST = 60;

/** The ear before a recording; `floor` is what it is used to, in dB. */
export function silence(from: number, floor?: number): Heard {
  const quietest = floor === undefined ? [] : [floor];
  return {
    from,
    at: from,
    quietest,
    windowFrom: from,
    peak: Number.NEGATIVE_INFINITY,
    speech: 0,
    lastSpeech: undefined,
  };
}

/** The noise of the room as far as it is known: the quietest moment of the last two seconds. Minimum statistics, after Martin (2001). */
export function floorOf({ quietest }: Heard): number {
  return quietest.length > 0 ? Math.min(...quietest) : Number.NaN;
}

/** From which level on it is a voice. */
export function thresholdOf(heard: Heard): number {
  const floor = floorOf(heard);
  return Math.max(LEAST_LEVEL, floor + clamp(SHARE * (heard.peak - floor), LEAST_RISE, MOST_RISE));
}

/** What is heard with one more level: the root mean square of some 20 ms in dB, at a time that is never earlier. */
export function listen(before: Heard, level: number, at: number): Heard {
  const passed = clamp(at - before.at, 0, LONGEST);
  const isNew = at - before.windowFrom >= WINDOW || before.quietest.length === 0;
  const last = before.quietest.at(-1);
  const quietest = isNew
    ? [...before.quietest, level].slice(-WINDOWS)
    : [...before.quietest.slice(0, -1), Math.min(level, last ?? level)];
  const peak = Math.max(level, before.peak - (FADE * passed) / 1000);
  const heard = { ...before, at, quietest, windowFrom: isNew ? at : before.windowFrom, peak };
  if (level < thresholdOf(heard)) return heard;
  return { ...heard, speech: before.speech + passed, lastSpeech: at };
}
