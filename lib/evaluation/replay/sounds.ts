import { addNoise, whiteNoise } from '@/lib/evaluation/data/conditions';
import { progress } from '@/lib/evaluation/progress';
import { REPLAYED_FROM } from '@/lib/liveness/replay/replayed-sound';
import { matchSounds } from '@/lib/liveness/replay/sound-match';
import { type SpectralPeaks, spectralPeaks } from '@/lib/liveness/replay/spectral-peaks';
import { runsBackwards, speechDirection } from '@/lib/liveness/replay/speech-direction';
import type { Audio } from '@/lib/media/audio';
import type { Row } from './rates';
import { SOUND_DISGUISES } from './sound-disguises';

/** Pairs of recordings of one person that are compared. */
const PAIRS_PER_PERSON = 10;

export interface Sounds {
  people: ReadonlyMap<string, Audio[]>;
  repeatedWords: ReadonlyMap<string, [Audio, Audio][]>;
}

const isReplay = (score: number): boolean => score >= REPLAYED_FROM;

/** Honest recordings: their rates are false alarms. */
export function honestSounds({ people, repeatedWords }: Sounds): Row[] {
  const repeated = [...repeatedWords.values()].flat();
  const all = [...people.values()].flat();
  return [
    {
      name: 'another recording of the same person',
      scores: [...people.values()].flatMap(otherRecordings),
      isCaught: isReplay,
    },
    {
      name: 'the same words said again',
      scores: repeated.map(([a, b]) => matchSounds(spectralPeaks(a), spectralPeaks(b)).score),
      isCaught: isReplay,
    },
    { name: 'taken for backwards', scores: all.map(speechDirection), isCaught: runsBackwards },
    { name: 'taken for backwards, words', scores: repeated.map(([a]) => speechDirection(a)), isCaught: runsBackwards },
    {
      name: 'taken for backwards, white noise at 10 dB',
      scores: all.map((audio) => speechDirection(addNoise(audio, whiteNoise(audio.length, 2), 10))),
      isCaught: runsBackwards,
    },
  ];
}

function otherRecordings(recordings: readonly Audio[]): number[] {
  const peaks = recordings.map(spectralPeaks);
  const scores: number[] = [];
  for (const [i, a] of peaks.entries()) {
    for (const b of peaks.slice(i + 1)) if (scores.length < PAIRS_PER_PERSON) scores.push(matchSounds(a, b).score);
  }
  return scores;
}

/** Each disguise of the first recording of each person who has two; what is played backwards also without the recording. */
export async function disguisedSounds({ people }: Sounds): Promise<Row[]> {
  const pairs = [...people.values()]
    .filter(({ length }) => length > 1)
    .map((all) => [all[0], all.at(-1)] as [Audio, Audio]);
  const told = progress('disguises');
  const rows: Row[] = [];
  const entries = Object.entries(SOUND_DISGUISES);
  for (const [done, [name, disguise]] of entries.entries()) {
    const scores: number[] = [];
    const directions: number[] = [];
    for (const [audio, other] of pairs) {
      const disguised = await disguise(audio, other);
      scores.push(matchSounds(spectralPeaks(audio), spectralPeaks(disguised)).score);
      directions.push(speechDirection(disguised));
    }
    rows.push({ name, scores, isCaught: isReplay });
    if (name.startsWith('backwards'))
      rows.push({ name: `${name}: without the recording`, scores: directions, isCaught: runsBackwards });
    told(done + 1, entries.length);
  }
  return rows;
}

/** Milliseconds of processor time of a fingerprint, and of a comparison of different recordings. */
export function soundCosts({ people }: Sounds): { fingerprint: number; comparison: number; bytes: number } {
  const recordings = [...people.values()].flat().slice(0, 100);
  const start = process.cpuUsage().user;
  const peaks = recordings.map(spectralPeaks);
  const between = process.cpuUsage().user;
  const probe = peaks[0] as SpectralPeaks;
  for (const other of peaks) matchSounds(other, probe);
  const end = process.cpuUsage().user;
  const each = 1000 * recordings.length;
  const bytes = peaks.reduce((most, { times }) => Math.max(most, 2 + 3 * times.length), 0);
  return { fingerprint: (between - start) / each, comparison: (end - between) / each, bytes };
}
