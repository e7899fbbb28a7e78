import { DIGITS } from '@/lib/liveness/challenge/digits';
import type { Audio } from '@/lib/media/audio';
import type { Bands } from './bands';
import { digitQualities, saidAgain } from './digit-quality';
import { distancesOf } from './distances';
import { type Cut, firstCuts, smoothLevels, trimmed } from './first-cuts';
import { DIGIT_METRIC, type DigitMetric } from './metric';
import { matchNoise } from './noise-match';
import { bestPath } from './one-stage';
import { heardBands } from './sound-limits';
import { atLoudness, type DigitTemplate, LEAST_ROWS, templateOf } from './templates';

/** A string of digits as somebody was asked to say it, and what was recorded. */
export interface SaidString {
  digits: readonly number[];
  audio: Audio;
}

export interface CutDigits {
  /** In the order of the strings; those of the strings in `again` are no good. */
  templates: DigitTemplate[];
  /** Where each digit of each string was found, in rows of 20 ms. */
  cuts: Cut[][];
  /** By digit, how much nearer its takes are to each other than to other digits, in [-1, 1]; NaN where a take is missing. */
  quality: number[];
  /** Strings to be said again, by their place; empty where all is good. */
  again: number[];
}

/** Rounds of cutting again by what was cut before; later ones change nothing. */
const ROUNDS = 5;

/**
 * Takes of digits out of strings, without knowing the words or the language: first by silence and energy, then again and again by how
 * well each digit fits its takes in other places (segmental k-means: Rabiner, Wilpon and Juang, AT&T Technical Journal 65, 1986, with the
 * other take in place of a mean). Strings in which nothing was said, or too little, are to be said again.
 */
export function cutDigits(strings: readonly SaidString[], metric: DigitMetric = DIGIT_METRIC): CutDigits {
  const heard = strings.map(({ digits, audio }) => ({ digits, sound: heardBands(audio) }));
  const cut = cutHeard(
    heard.map(({ digits, sound }) => ({ digits, bands: 'problem' in sound ? undefined : sound.bands })),
    metric,
  );
  const starts = heard.map(({ sound }) => ('problem' in sound ? 0 : sound.from));
  const cuts = cut.cuts.map((found, i) =>
    found.map(({ from, to }) => ({ from: from + (starts[i] ?? 0), to: to + (starts[i] ?? 0) })),
  );
  return { ...cut, cuts };
}

/** A string of digits, and the part of its recording in which there is speech; undefined where there is none. */
export interface HeardString {
  digits: readonly number[];
  bands: Bands | undefined;
}

/** The same where the recordings are gone. Cuts are counted from the first row of each string's `bands`. */
export function cutHeard(strings: readonly HeardString[], metric: DigitMetric = DIGIT_METRIC): CutDigits {
  const said = strings.map(({ digits, bands: heard }): Said | undefined => {
    if (!heard) return undefined;
    const bands = atLoudness(heard);
    const cuts = firstCuts(bands, digits.length);
    return cuts && { digits, bands, levels: smoothLevels(bands), cuts };
  });
  const whole = said.filter((one) => one !== undefined);
  const missing = said.flatMap((one, i) => (one ? [] : [i]));
  for (let round = 0; round < ROUNDS; round++) for (const one of whole) cutAgain(one, whole, metric);
  const templates = whole.flatMap(takesOf);
  const cuts = said.map((one) => one?.cuts ?? []);
  const quality = templates.length > 0 ? digitQualities(templates, metric) : new Array<number>(DIGITS).fill(Number.NaN);
  if (missing.length > 0) return { templates, cuts, quality, again: missing };
  const again = saidAgain(
    strings.map(({ digits }) => digits),
    quality,
  );
  return { templates, cuts, quality, again };
}

interface Said {
  digits: readonly number[];
  bands: Bands;
  levels: Float32Array;
  cuts: Cut[];
}

function takesOf({ digits, bands, cuts }: Said): DigitTemplate[] {
  return digits.map((digit, i) => {
    const { from, to } = cuts[i] as Cut;
    return templateOf(bands, from, to, digit);
  });
}

/** Each digit where it fits its other takes best; a digit without any keeps its own. */
function cutAgain(one: Said, all: readonly Said[], metric: DigitMetric): void {
  const others = all.filter((other) => other !== one).flatMap(takesOf);
  const templates = [...others, ...takesOf(one)];
  const choices = one.digits.map((digit, own) => {
    const others = templates.flatMap((template, i) => (template.digit === digit ? [i] : []));
    const ownPlace = templates.length - one.digits.length + own;
    return others.length > 1 ? others.filter((i) => i !== ownPlace) : others;
  });
  const path = bestPath(distancesOf(matchNoise(one.bands, templates, undefined, metric)), choices);
  const cuts = path?.found.map((found) => trimmed(found, one.levels));
  if (cuts?.every(({ from, to }) => to - from >= LEAST_ROWS)) one.cuts = cuts;
}
