import { type Alignment, likelyAlignments } from './alignments';
import { type PeakPairs, PITCH_TOLERANCE, peakPairs } from './peak-pairs';
import type { SpectralPeaks } from './spectral-peaks';
import { surprise } from './surprise';

/** What two recordings have in common. */
export interface SoundMatch {
  /** How unlikely it is that they are of two events, in nats; 0 where nothing speaks for one. */
  score: number;
  /** Peaks of one that lie on peaks of the other. */
  peaks: number;
  /** Of the second to the first; below zero backwards. */
  tempo: number;
  /** Steps of 1/48 octave that the second is higher. */
  transposition: number;
}

const ALIGNMENTS = 3;
/** Frames within which peaks meet at first, and in the end. */
const COARSE = 5;
const FINE = 1.6;
const ROUNDS = 4;
/** A fit may move the tempo so far from where it was found. */
const TEMPO_STEP = 0.03;
/** Frames from the line at which pairs are there by chance. */
const CHANCE_FROM = 10;
const CHANCE_TO = 60;
const CHANCE_WIDTH = CHANCE_TO - CHANCE_FROM;
/** Nats that count for nothing in each piece: of 720 pairs of one digit said again by one person, not one in ten has more. */
const PER_WORD = 25;
const LEAST_EXPECTED = 0.7;

/**
 * Whether two recordings are of one event, whatever was done to one of them: another level, colour, noise, codec, a tempo or a pitch
 * up to 12 % away, both directions of time, pieces of it. The same words said anew have their peaks within tens of milliseconds and
 * some percent of each other; the same sound has them within 26 ms and 1.5 %.
 */
export function matchSounds(a: SpectralPeaks, b: SpectralPeaks): SoundMatch {
  const pairs = peakPairs(a, b);
  let best: SoundMatch = { score: 0, peaks: 0, tempo: 1, transposition: 0 };
  for (const alignment of likelyAlignments(pairs, a.frames, b.frames, ALIGNMENTS)) {
    const near = pairsNear(pairs, alignment.transposition);
    const match: SoundMatch = { score: 0, peaks: 0, tempo: alignment.tempo, transposition: alignment.transposition };
    for (const offset of alignment.offsets) {
      const { count, expected } = peaksOnLine(pairs, near, fitLine(pairs, near, alignment, offset));
      const excess = surprise(count, expected) - PER_WORD;
      if (excess <= 0) continue;
      match.score += excess;
      match.peaks += count;
    }
    if (match.score > best.score) best = match;
  }
  return best;
}

/** Pairs at the pitch of an alignment. */
function pairsNear({ count, transpositions }: PeakPairs, transposition: number): Uint32Array {
  const near: number[] = [];
  for (let i = 0; i < count; i++)
    if (Math.abs((transpositions[i] as number) - transposition) <= PITCH_TOLERANCE) near.push(i);
  return Uint32Array.from(near);
}

interface Line {
  tempo: number;
  offset: number;
}

/** The line by least squares through the pairs that lie about it, closer ones each round. */
function fitLine({ timesA, timesB }: PeakPairs, near: Uint32Array, { tempo: found }: Alignment, start: number): Line {
  let line: Line = { tempo: found, offset: start };
  let tolerance = COARSE;
  for (let round = 0; round < ROUNDS; round++) {
    let [n, x, y, xx, xy] = [0, 0, 0, 0, 0];
    for (const i of near) {
      const a = timesA[i] as number;
      const b = timesB[i] as number;
      if (Math.abs(b - line.tempo * a - line.offset) > tolerance) continue;
      n++;
      x += a;
      y += b;
      xx += a * a;
      xy += a * b;
    }
    const spread = n * xx - x * x;
    if (n < 2 || spread < 1) break;
    const slope = (n * xy - x * y) / spread;
    const tempo = Math.abs(slope - found) < TEMPO_STEP ? slope : line.tempo;
    line = { tempo, offset: (y - tempo * x) / n };
    tolerance = Math.max(FINE, 0.6 * tolerance);
  }
  return line;
}

/** Peaks that meet on the line, each counted once, and how many would by chance. */
function peaksOnLine(pairs: PeakPairs, near: Uint32Array, line: Line): { count: number; expected: number } {
  const ofA = new Set<number>();
  const ofB = new Set<number>();
  let chance = 0;
  for (const i of near) {
    const off = Math.abs((pairs.timesB[i] as number) - line.tempo * (pairs.timesA[i] as number) - line.offset);
    if (off <= FINE) {
      ofA.add(pairs.peaksA[i] as number);
      ofB.add(pairs.peaksB[i] as number);
    } else if (off > CHANCE_FROM && off <= CHANCE_TO) chance++;
  }
  return {
    count: Math.min(ofA.size, ofB.size),
    expected: Math.max(LEAST_EXPECTED, (chance * FINE) / CHANCE_WIDTH),
  };
}
