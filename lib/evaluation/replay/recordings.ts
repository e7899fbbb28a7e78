import { basename } from 'node:path';
import { readSound } from '@/lib/evaluation/data/bad-data';
import { filesOfPeople, SOUND_EXTENSIONS } from '@/lib/evaluation/data/folders';
import { seededRandom } from '@/lib/math/random';
import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';
import { joined } from './sound-disguises';

/** As much as log-in records. */
const SECONDS = 5;
const WORDS_IN_A_STRING = 6;
const STRINGS_PER_PERSON = 12;

/** Recordings of people, by person; at most so many of each, of the first five seconds. */
export async function readRecordings(folders: readonly string[], most: number): Promise<Map<string, Audio[]>> {
  const people = new Map<string, Audio[]>();
  for (const folder of folders) {
    for (const { path, subject } of await filesOfPeople(folder, SOUND_EXTENSIONS)) {
      const person = basename(subject);
      const own = people.get(person) ?? [];
      if (own.length < most) people.set(person, [...own, await firstSeconds(path)]);
    }
  }
  return people;
}

async function firstSeconds(path: string): Promise<Audio> {
  const audio = await readSound(path);
  return audio.slice(0, SECONDS * SAMPLE_RATE);
}

/** The same words said twice: pairs of strings of the same words in the same order, of which no two takes are one. Files are `person/word-take`. */
export async function readRepeatedWords(folder: string): Promise<Map<string, [Audio, Audio][]>> {
  const takes = new Map<string, Map<string, string[]>>();
  for (const { path, subject } of await filesOfPeople(folder, SOUND_EXTENSIONS)) {
    const words = takes.get(subject) ?? new Map<string, string[]>();
    const word = basename(path).split('-')[0] as string;
    words.set(word, [...(words.get(word) ?? []), path]);
    takes.set(subject, words);
  }
  const random = seededRandom(1);
  const pairs = new Map<string, [Audio, Audio][]>();
  for (const [person, words] of takes) {
    const repeated = [...words.values()].filter((paths) => paths.length > 1);
    const strings: [Audio, Audio][] = [];
    for (let i = 0; i < STRINGS_PER_PERSON; i++) {
      const chosen = shuffled(repeated, random).slice(0, WORDS_IN_A_STRING);
      const both = chosen.map((paths) => shuffled(paths, random).slice(0, 2));
      strings.push([
        await joinedFiles(both.map(([a]) => a as string)),
        await joinedFiles(both.map(([, b]) => b as string)),
      ]);
    }
    pairs.set(person, strings);
  }
  return pairs;
}

async function joinedFiles(paths: readonly string[]): Promise<Audio> {
  return joined(await Promise.all(paths.map(firstSeconds))).slice(0, SECONDS * SAMPLE_RATE);
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
