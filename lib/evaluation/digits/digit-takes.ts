import { basename, extname } from 'node:path';
import { BadData, readSound } from '@/lib/evaluation/data/bad-data';
import { filesOfPeople, SOUND_EXTENSIONS } from '@/lib/evaluation/data/folders';
import { DIGITS } from '@/lib/liveness/challenge/digits';
import { bandsOf } from '@/lib/liveness/digits/bands';
import { smoothLevels, trimmed } from '@/lib/liveness/digits/first-cuts';
import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';

/** A person's isolated digits, without the silence around them: `takes[digit][take]`. */
export interface DigitTakes {
  person: string;
  takes: Audio[][];
  /** Root mean square of the room before they speak. */
  room: number;
}

/** Takes that sign-up needs, and as many to answer with. */
export const TAKES_NEEDED = 4;
/** Samples of a row, and of the end of its last frame. */
const ROW = 320;
/** Seconds before a word that hold the room. */
const BEFORE = 0.1;

/** Reads `person/digit-take` files. Throws BadData where nobody has four takes of every digit. */
export async function readDigitTakes(folder: string): Promise<DigitTakes[]> {
  const people = new Map<string, DigitTakes>();
  for (const { path, subject } of await filesOfPeople(folder, SOUND_EXTENSIONS)) {
    const digit = Number(basename(path, extname(path)).split('-')[0]);
    if (!Number.isInteger(digit) || digit < 0 || digit >= DIGITS) continue;
    const one = people.get(subject) ?? { person: subject, takes: Array.from({ length: DIGITS }, () => []), room: 0 };
    const audio = await readSound(path);
    one.room ||= rootMeanSquare(audio.subarray(0, BEFORE * SAMPLE_RATE));
    one.takes[digit]?.push(spoken(audio));
    people.set(subject, one);
  }
  const whole = [...people.values()].filter(({ takes }) => takes.every(({ length }) => length >= TAKES_NEEDED));
  if (whole.length < 3) throw new BadData(`${folder} needs three people with four takes of every digit`);
  return whole;
}

function spoken(audio: Audio): Audio {
  const bands = bandsOf(audio);
  const { from, to } = trimmed({ from: 0, to: bands.rows }, smoothLevels(bands));
  return audio.slice(from * ROW, to * ROW);
}

function rootMeanSquare(audio: Audio): number {
  return Math.sqrt(audio.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, audio.length));
}
