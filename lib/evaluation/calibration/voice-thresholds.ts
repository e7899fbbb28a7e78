import { BadData } from '@/lib/evaluation/data/bad-data';
import { wilson } from '@/lib/evaluation/rates/wilson';
import { grouped } from '@/lib/evaluation/trials/modality-trials';
import type { ModelPin } from '@/lib/inference/manifest';
import { meanAndDeviation, quantile } from '@/lib/math/statistics';
import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';
import { largestDistance } from '@/lib/recognition/template-similarity';

/** One recording of somebody, all of it and as much as a log-in has. */
export interface HeardRecording {
  subject: string;
  /** Strangers are drawn from the same one: a language, a corpus. */
  group: string;
  whole: Embedding;
  short: Embedding;
}

/** What the data are called, and the date of the measurement. */
export interface Evidence {
  name: string;
  date: string;
}

/** What a voice model's entry in the manifest says of its scores, apart from the fusion. */
export type VoiceThresholds = Required<Pick<ModelPin, 'calibration' | 'pairs' | 'impostors' | 'enrolment'>>;

const FALSE_MATCH_RATE = 0.01;
/** Trials without which nothing can be said of one in a hundred (the rule of three). */
const LEAST_IMPOSTORS = 300;
const ENROLLED = 3;
/** Of genuine trials that an identification's highest threshold still finds. */
const FOUND = 0.8;
/** Of sign-ups by one person that are not refused. */
const SAME_PERSON = 0.99;

interface Scores {
  genuine: number[];
  impostor: number[];
}

/** Thresholds of a voice model from recordings of people. Throws BadData where they are too few. */
export function voiceThresholds(recordings: readonly HeardRecording[], { name, date }: Evidence): VoiceThresholds {
  const people = grouped(recordings, ({ subject }) => subject);
  const data = `${people.size} speakers of ${name}`;
  const pairs = onePerOne(recordings);
  const [login, whole, distances] = againstThree(people, recordings);
  if (Math.min(pairs.impostor.length, whole.impostor.length) < LEAST_IMPOSTORS || distances.length === 0)
    throw new BadData(`${name} has too few speakers with four recordings or more to choose a voice's thresholds`);
  const strangers = meanAndDeviation(whole.impostor);
  const least = thresholdOf(whole.impostor);
  return {
    calibration: pointOf(login, `${data}, 4 s of speech against the mean of three recordings`, date),
    pairs: pointOf(pairs, `${data}, one recording against one`, date),
    impostors: {
      mean: rounded(strangers.mean),
      deviation: rounded(strangers.deviation),
      least,
      most: Math.max(least, rounded(quantile(whole.genuine, 1 - FOUND))),
      dataset: `${data}, one recording against the mean of three, ${trialsOf(whole)}`,
      date,
    },
    enrolment: {
      maxDistance: rounded(quantile(distances, SAME_PERSON)),
      dataset: `${data}, ${distances.length} threes of one speaker, of which 99 % are nearer`,
      date,
    },
  };
}

function onePerOne(recordings: readonly HeardRecording[]): Scores {
  const scores: Scores = { genuine: [], impostor: [] };
  recordings.forEach((one, i) => {
    for (const other of recordings.slice(i + 1)) {
      if (one.group !== other.group) continue;
      const own = one.subject === other.subject ? scores.genuine : scores.impostor;
      own.push(cosineSimilarity(one.whole, other.whole));
    }
  });
  return scores;
}

/** Each recording left out once, the three after it enrolled; by log-in's seconds, by whole recordings, and how far the three are apart. */
function againstThree(
  people: ReadonlyMap<string, readonly HeardRecording[]>,
  recordings: readonly HeardRecording[],
): [login: Scores, whole: Scores, distances: number[]] {
  const login: Scores = { genuine: [], impostor: [] };
  const whole: Scores = { genuine: [], impostor: [] };
  const distances: number[] = [];
  const inGroup = grouped(recordings, ({ group }) => group);
  for (const [subject, own] of people) {
    if (own.length <= ENROLLED) continue;
    for (const [at, leftOut] of own.entries()) {
      const kept = Array.from({ length: ENROLLED }, (_, i) => own[(at + 1 + i) % own.length] as HeardRecording);
      const enrolled = kept.map((each) => each.whole);
      const reference = meanEmbedding(enrolled);
      distances.push(largestDistance(enrolled));
      login.genuine.push(cosineSimilarity(reference, leftOut.short));
      whole.genuine.push(cosineSimilarity(reference, leftOut.whole));
      for (const other of inGroup.get(leftOut.group) ?? []) {
        if (other.subject === subject) continue;
        login.impostor.push(cosineSimilarity(reference, other.short));
        whole.impostor.push(cosineSimilarity(reference, other.whole));
      }
    }
  }
  return [login, whole, distances];
}

/** The least similarity, to three places, that no more than one stranger in a hundred reaches. */
function thresholdOf(impostor: readonly number[]): number {
  return Math.min(1, (Math.floor(1000 * quantile(impostor, 1 - FALSE_MATCH_RATE)) + 1) / 1000);
}

function pointOf({ genuine, impostor }: Scores, dataset: string, date: string): VoiceThresholds['pairs'] {
  const similarity = thresholdOf(impostor);
  const missed = genuine.filter((score) => score < similarity).length;
  const [low, high] = wilson(missed, genuine.length).map((share) => (100 * share).toFixed(1));
  const rate = ((100 * missed) / genuine.length).toFixed(1);
  return {
    similarity,
    dataset: `${dataset}, ${trialsOf({ genuine, impostor })}; FNMR ${rate} % [${low}, ${high}]`,
    falseMatchRate: rounded(impostor.filter((score) => score >= similarity).length / impostor.length, 4),
    date,
  };
}

const trialsOf = ({ genuine, impostor }: Scores): string =>
  `${genuine.length} genuine and ${impostor.length} impostor trials`;

const rounded = (value: number, places = 3): number => Number(value.toFixed(places));
