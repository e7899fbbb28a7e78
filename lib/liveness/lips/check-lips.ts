import { meanAndDeviation } from '@/lib/math/statistics';
import type { Features } from '@/lib/voice/filterbank';
import { FRAME_SECONDS } from '@/lib/voice/speech';
import { expectedOpening } from './expected-opening';
import { mouthOpening } from './mouth-opening';
import { soundBands } from './sound-bands';
import { type Opening, type Synchrony, synchrony } from './synchrony';

/** A picture of the mouth: when, in milliseconds from the beginning of the recording, and the face's 68 landmarks in it. */
export interface MouthCrop {
  at: number;
  landmarks: Float32Array;
}

/** A recording as the voice room sees it: `filterbank` and `detectSpeech` of it. */
export interface HeardSpeech {
  features: Features;
  speech: Uint8Array;
}

/** Fitted numbers; how they are made: docs/evaluation.md, "Lip and voice". */
export interface LipWeights {
  evidence: string;
  /** Of `expectedOpening`. */
  opening: readonly number[];
  /** Of the score: a logarithm of how much likelier the parts are of one moment than of two. */
  score: { bias: number; correlation: number; margin: number };
  /** From here on the mouth matches the voice; below the second it differs; between them nothing is said. */
  matchesFrom: number;
  differsBelow: number;
}

/** What is measured, for the audit. */
export interface LipParts extends Partial<Synchrony> {
  /** Pictures whose mouth could be measured. */
  crops: number;
  /** Seconds of speech with a picture beside them, and of all. */
  seenSpeech: number;
  speech: number;
  /** Deviation of the opening, in distances between the eyes. */
  movement: number;
}

export type LipVerdict = 'matches' | 'differs' | 'unclear';

/** Whether mouth and voice go together. The score is there where the parts suffice: above 0 speaks for it, in nats. */
export interface LipCheck {
  verdict: LipVerdict;
  score: number | undefined;
  parts: LipParts;
}

/** Pictures that are looked at: ten seconds of twelve a second. More are left out. */
export const MOST_CROPS = 120;
/** Two seconds of twelve a second. */
const LEAST_CROPS = 24;
const LEAST_SPEECH_SECONDS = 0.8;
/** Of the speech, which must have a picture so near, in milliseconds: at twelve a second they are 83 apart. */
const LEAST_SEEN_SHARE = 0.6;
const BESIDE_MS = 125;
/** Of the opening: 34 clips of people who talk have 0.029 and more, photographs of them 0.025 and less, but for one. 2026-11-22. */
const LEAST_MOVEMENT = 0.02;

/**
 * Whether a mouth says what is heard: it moves while there is speech, and rests in silence. `unclear` where crops or speech are too few to
 * tell; a mouth that rests while somebody is heard `differs` without a score. Crops in another order than their times, or without numbers, count as
 * if they were not there.
 */
export function checkLips(
  crops: readonly MouthCrop[],
  { features, speech }: HeardSpeech,
  weights: LipWeights,
): LipCheck {
  const openings = openingsOf(crops.slice(0, MOST_CROPS));
  const parts: LipParts = {
    crops: openings.length,
    seenSpeech: seenSpeech(openings, speech),
    speech: FRAME_SECONDS * speech.reduce((sum, is) => sum + is, 0),
    movement: openings.length > 0 ? meanAndDeviation(openings.map(({ opening }) => opening)).deviation : 0,
  };
  if (!suffices(parts)) return { verdict: 'unclear', score: undefined, parts };
  if (parts.movement < LEAST_MOVEMENT) return { verdict: 'differs', score: undefined, parts };
  const found = synchrony(openings, expectedOpening(soundBands(features), weights.opening));
  if (!found) return { verdict: 'unclear', score: undefined, parts };
  const { bias, correlation, margin } = weights.score;
  const score = bias + correlation * found.correlation + margin * found.margin;
  return { verdict: verdictOf(score, weights), score, parts: { ...parts, ...found } };
}

function openingsOf(crops: readonly MouthCrop[]): Opening[] {
  const openings: Opening[] = [];
  for (const { at, landmarks } of crops) {
    const opening = mouthOpening(landmarks);
    const isNext = at > (openings.at(-1)?.at ?? Number.NEGATIVE_INFINITY);
    if (Number.isFinite(at) && Number.isFinite(opening) && isNext) openings.push({ at, opening });
  }
  return openings;
}

function seenSpeech(openings: readonly Opening[], speech: Uint8Array): number {
  const seen = new Uint8Array(speech.length);
  for (const { at } of openings) {
    const from = Math.floor((at - BESIDE_MS) / 1_000 / FRAME_SECONDS);
    const to = Math.ceil((at + BESIDE_MS) / 1_000 / FRAME_SECONDS);
    seen.fill(1, Math.max(0, from), Math.max(0, to));
  }
  return FRAME_SECONDS * speech.reduce((sum, is, frame) => sum + (is & (seen[frame] as number)), 0);
}

function suffices({ crops, seenSpeech, speech }: LipParts): boolean {
  return crops >= LEAST_CROPS && seenSpeech >= LEAST_SPEECH_SECONDS && seenSpeech >= LEAST_SEEN_SHARE * speech;
}

function verdictOf(score: number, { matchesFrom, differsBelow }: LipWeights): LipVerdict {
  if (score >= matchesFrom) return 'matches';
  return score < differsBelow ? 'differs' : 'unclear';
}
