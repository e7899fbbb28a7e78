import { basename } from 'node:path';
import { readSound } from '@/lib/evaluation/data/bad-data';
import { firstSeconds } from '@/lib/evaluation/data/conditions';
import { filesOfPeople, SOUND_EXTENSIONS } from '@/lib/evaluation/data/folders';
import { type SpliceParts, spliceParts } from '@/lib/liveness/splice/splice-parts';
import type { Audio } from '@/lib/media/audio';
import { filterbank } from '@/lib/voice/filterbank';
import { detectSpeech } from '@/lib/voice/speech';
import { drawTakes, SPLICES } from './spliced-strings';

/** A recording, honest or put together, and what was measured in it. */
export interface MeasuredSound {
  kind: string;
  person: string;
  parts: SpliceParts;
}

export const HONEST = 'honest';
/** Digits in a string, and strings of each person in each way. */
const DIGITS = 5;
const STRINGS = 1;
/** As much of an honest recording as a string of digits takes. */
const SECONDS = 4;

/** Honest recordings, of at most so many of each person. */
export async function measureHonest(folders: readonly string[], most: number): Promise<MeasuredSound[]> {
  const measured: MeasuredSound[] = [];
  const taken = new Map<string, number>();
  for (const folder of folders) {
    for (const { path, subject } of await filesOfPeople(folder, SOUND_EXTENSIONS)) {
      const person = basename(subject);
      const count = taken.get(person) ?? 0;
      if (count >= most) continue;
      taken.set(person, count + 1);
      measured.push({ kind: HONEST, person, parts: partsOf(firstSeconds(await readSound(path), SECONDS)) });
    }
  }
  return measured;
}

/** Strings of each person of a folder of `person/digit-take` files, put together in each way. */
export async function measureSpliced(folder: string): Promise<MeasuredSound[]> {
  const people = new Map<string, Map<string, string[]>>();
  for (const { path, subject } of await filesOfPeople(folder, SOUND_EXTENSIONS)) {
    const digits = people.get(subject) ?? new Map<string, string[]>();
    const digit = basename(path).split('-')[0] as string;
    people.set(subject, digits.set(digit, [...(digits.get(digit) ?? []), path]));
  }
  const measured: MeasuredSound[] = [];
  for (const [seed, [person, digits]] of [...people].entries()) {
    for (let string = 0; string < STRINGS; string++) {
      const takes = await Promise.all(drawTakes(digits, DIGITS, STRINGS * seed + string).map(readSound));
      for (const [kind, splice] of Object.entries(SPLICES))
        measured.push({ kind, person, parts: partsOf(splice(takes)) });
    }
  }
  return measured;
}

function partsOf(audio: Audio): SpliceParts {
  const features = filterbank(audio);
  return spliceParts(audio, features, detectSpeech(audio, features));
}
