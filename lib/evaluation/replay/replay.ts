import { parseArgs } from 'node:util';
import { type Capture, disguisedFrames, honestFrames, readCaptures, readFilms } from './frames';
import { isFittedOn, printedRow, type Row, TABLE_HEAD } from './rates';
import { readRecordings, readRepeatedWords } from './recordings';
import { disguisedSounds, honestSounds, type Sounds, soundCosts } from './sounds';

export const REPLAY_USAGE = `npm run evaluate -- replay --voices DIR... [options]    (needs ffmpeg)
  --voices DIR          a folder of speakers' recordings; may be given several times
  --words DIR           speaker/word-take, for the same words said again
  --frames DIR          a folder of frames a presentation
  --films DIR           films of people, for bursts 600 ms apart
  --recordings N        of each speaker, 8 where not given
  --half report|fit     the people to measure: those that nothing was fitted to, where not given`;

/** Runs `npm run evaluate -- replay` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateReplay(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      voices: { type: 'string', multiple: true },
      words: { type: 'string' },
      frames: { type: 'string' },
      films: { type: 'string' },
      recordings: { type: 'string', default: '8' },
      half: { type: 'string', default: 'report' },
    },
  });
  if (!values.voices) throw new TypeError('--voices is needed');
  const most = Number(values.recordings);
  if (!Number.isInteger(most) || most < 2) throw new TypeError('--recordings is a whole number from 2 on');
  if (values.half !== 'report' && values.half !== 'fit') throw new TypeError('--half is report or fit');
  const isMeasured = (person: string): boolean => isFittedOn(person) === (values.half === 'fit');
  const measured = <T>(people: Map<string, T>): Map<string, T> =>
    new Map([...people].filter(([name]) => isMeasured(name)));

  const sounds: Sounds = {
    people: measured(await readRecordings(values.voices, most)),
    repeatedWords: measured(values.words ? await readRepeatedWords(values.words) : new Map()),
  };
  console.log(`sound: ${sounds.people.size} people, ${sounds.repeatedWords.size} people who say words again`);
  print('honest recordings: false alarms', honestSounds(sounds));
  print('disguised recordings', await disguisedSounds(sounds));
  const { fingerprint, comparison, bytes } = soundCosts(sounds);
  console.log(
    `\nprocessor time: ${fingerprint.toFixed(1)} ms a fingerprint, ${comparison.toFixed(2)} ms a comparison; ${bytes} bytes at most`,
  );

  const ours = (captures: Capture[]): Capture[] => captures.filter(({ person }) => isMeasured(person));
  const captures = values.frames ? ours(await readCaptures(values.frames)) : [];
  const films = values.films ? ours(await readFilms(values.films)) : [];
  if (captures.length + films.length === 0) return;
  print('honest frames: false alarms', honestFrames(captures, films));
  print('disguised frames', await disguisedFrames([...captures, ...films]));
}

function print(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}\n\n${TABLE_HEAD}`);
  for (const row of rows) if (row.scores.length > 0) console.log(printedRow(row));
}
