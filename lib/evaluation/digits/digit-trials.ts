import { addNoise, babble, inRoom } from '@/lib/evaluation/data/conditions';
import { filtered, opusOf } from '@/lib/evaluation/replay/ffmpeg-filter';
import { DIGITS, drawDigits } from '@/lib/liveness/challenge/digits';
import type { RandomBytes } from '@/lib/liveness/challenge/draw';
import type { DigitBackground } from '@/lib/liveness/digits/background';
import { askedDigits, type HeardDigits, listen } from '@/lib/liveness/digits/check-digits';
import { type CutDigits, cutDigits, type SaidString } from '@/lib/liveness/digits/cut-digits';
import { DIGIT_METRIC, type DigitMetric, NO_METRIC } from '@/lib/liveness/digits/metric';
import { planStrings } from '@/lib/liveness/digits/plan-strings';
import { seededRandom } from '@/lib/math/random';
import type { Audio } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import type { DigitTakes } from './digit-takes';
import { type JoinedDigits, joinDigits } from './joined-digits';
import { type Moments, momentsOf } from './train-metric';

export const CONDITIONS = ['clean', 'babble', 'opus', 'slower', 'faster', 'elsewhere'] as const;
export type DigitCondition = (typeof CONDITIONS)[number];
/** The asked digits, others, the asked ones but one; the asked ones of somebody else. */
export const KINDS = ['asked', 'other', 'one', 'stranger'] as const;
export type TrialKind = (typeof KINDS)[number];

/** Cosine similarity of a recording with the mean of the four strings of sign-up, by the voice model; NaN where it hears nothing. */
export type VoiceOpinion = (strings: readonly Audio[]) => Promise<(answer: Audio) => Promise<number>>;

/** One answer; `heard` is undefined where nothing could be compared. */
export interface DigitTrial {
  person: string;
  kind: TrialKind;
  condition: DigitCondition;
  count: number;
  heard: HeardDigits | undefined;
  similarity: number;
}

/** Seconds between two digits at most. */
const LONGEST_GAP = 0.2;
/** Digits of an answer that the metric is measured on. */
const MEASURED_DIGITS = 5;
/** Takes that sign-up is made of; the others answer. */
const ENROLLED = 2;

/** What somebody says at sign-up, of takes of their own, and where each digit truly is. */
export function signUp(
  { takes, room }: DigitTakes,
  longestGap: number,
  seed: number,
  metric: DigitMetric = DIGIT_METRIC,
): { strings: SaidString[]; joined: JoinedDigits[]; cut: CutDigits } {
  const random = seededRandom(seed);
  const used = new Uint8Array(DIGITS);
  const plan = planStrings(bytesOf(random));
  const joined = plan.map((digits) => {
    const words = digits.map((digit) => {
      const take = used[digit] as number;
      used[digit] = take + 1;
      return takes[digit]?.[take] as Audio;
    });
    return joinDigits(words, { longestGap, room, random });
  });
  const strings = plan.map((digits, i) => ({ digits, audio: (joined[i] as JoinedDigits).audio }));
  return { strings, joined, cut: cutDigits(strings, metric) };
}

/** How much of one person's takes differs, from one answer under each condition, of the takes that answers are made of. */
export async function momentsOfPerson(own: DigitTakes, others: readonly DigitTakes[], seed: number): Promise<Moments> {
  const { templates } = signUp(own, LONGEST_GAP, seed, NO_METRIC).cut;
  const random = seededRandom(seed + 2);
  const answers: { audio: Audio; digits: number[] }[] = [];
  for (const condition of CONDITIONS) {
    const digits = drawDigits(MEASURED_DIGITS, bytesOf(random));
    const audio = await under(condition, answer(own, digits, random), chorusOf(others), Math.floor(random() * 1e6));
    answers.push({ audio, digits });
  }
  return momentsOf(answers, templates);
}

/** What one person and strangers answer to `trials` challenges of `count` digits each, under each condition. */
export async function trialsOf(
  own: DigitTakes,
  others: readonly DigitTakes[],
  { background, metric }: { background: DigitBackground; metric: DigitMetric },
  opinion: VoiceOpinion,
  options: { counts: readonly number[]; trials: number; seed: number },
): Promise<DigitTrial[]> {
  const enrolled = signUp(own, LONGEST_GAP, options.seed, metric);
  const { templates } = enrolled.cut;
  const similarityOf = await opinion(enrolled.strings.map(({ audio }) => audio));
  const random = seededRandom(options.seed + 1);
  const chorus = chorusOf(others);
  const found: DigitTrial[] = [];
  for (const count of options.counts) {
    for (let trial = 0; trial < options.trials; trial++) {
      for (const condition of CONDITIONS) {
        const asked = drawDigits(count, bytesOf(random));
        const hear = async (speaker: DigitTakes, kinds: readonly TrialKind[]): Promise<void> => {
          const audio = answer(speaker, asked, random);
          const heard = await under(condition, audio, chorus, Math.floor(random() * 1e6));
          const listened = listen(heard, templates, background, metric);
          const similarity = await similarityOf(heard);
          for (const kind of kinds) {
            const digits =
              kind === 'other' ? otherThan(asked, random) : kind === 'one' ? oneChanged(asked, random) : asked;
            const result = 'problem' in listened ? undefined : askedDigits(listened, digits);
            found.push({ person: own.person, kind, condition, count, heard: result, similarity });
          }
        };
        await hear(own, ['asked', 'other', 'one']);
        await hear(others[Math.floor(random() * others.length)] as DigitTakes, ['stranger']);
      }
    }
  }
  return found;
}

function chorusOf(others: readonly DigitTakes[]): Audio[] {
  return others.flatMap(({ takes }) => takes.flatMap((all) => all.slice(0, 1)));
}

function answer({ takes, room }: DigitTakes, digits: readonly number[], random: () => number): Audio {
  const words = digits.map((digit) => {
    const kept = (takes[digit] ?? []).slice(ENROLLED);
    return kept[Math.floor(random() * kept.length)] as Audio;
  });
  return joinDigits(words, { longestGap: LONGEST_GAP, room, random }).audio;
}

async function under(condition: DigitCondition, audio: Audio, chorus: readonly Audio[], seed: number): Promise<Audio> {
  switch (condition) {
    case 'clean':
      return audio;
    case 'babble':
      return addNoise(audio, babble(audio.length, chorus, seed), 10);
    case 'opus':
      return decodeSound(await opusOf(audio, '24k'));
    case 'slower':
      return filtered(audio, 'atempo=0.9');
    case 'faster':
      return filtered(audio, 'atempo=1.1');
    case 'elsewhere':
      return inRoom(await filtered(audio, microphone(seed)), seed);
  }
}

/** Octaves of another microphone, each louder or quieter by up to 6 dB. */
const OCTAVES = [150, 500, 1200, 2500, 5000];

function microphone(seed: number): string {
  const random = seededRandom(seed);
  return OCTAVES.map((hertz) => `equalizer=f=${hertz}:t=o:w=1.2:g=${(12 * random() - 6).toFixed(1)}`).join();
}

function otherThan(asked: readonly number[], random: () => number): number[] {
  const digits = drawDigits(asked.length, bytesOf(random));
  return digits.join() === asked.join() ? otherThan(asked, random) : digits;
}

/** One digit, drawn at random, is another; still none twice in a row. */
function oneChanged(asked: readonly number[], random: () => number): number[] {
  const place = Math.floor(random() * asked.length);
  const left = Array.from({ length: DIGITS }, (_, digit) => digit).filter(
    (digit) => ![asked[place - 1], asked[place], asked[place + 1]].includes(digit),
  );
  return asked.with(place, left[Math.floor(random() * left.length)] as number);
}

function bytesOf(random: () => number): RandomBytes {
  return (count) => new Uint8Array(count).map(() => 256 * random());
}
