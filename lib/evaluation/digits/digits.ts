import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { positive } from '@/lib/evaluation/arguments';
import { requireLoginInputs } from '@/lib/evaluation/login/login-inputs';
import { progress } from '@/lib/evaluation/progress';
import { type Blocks, rewritePages } from '@/lib/evaluation/report/marked-block';
import { encodeBackground } from '@/lib/liveness/digits/background';
import { MEASURED } from '@/lib/liveness/digits/metric';
import { loginTable, speakerTable } from './added-score';
import { chimericParts } from './chimeric-parts';
import { cutTable } from './cut-accuracy';
import { ratesTable } from './digit-tables';
import { type DigitTakes, readDigitTakes } from './digit-takes';
import { type DigitTrial, momentsOfPerson, trialsOf } from './digit-trials';
import { fitDigits } from './fit-digits';
import { decide, FOLDS } from './held-out';
import { trainBackground } from './train-background';
import { type Moments, trainMetric } from './train-metric';
import { voiceOpinion } from './voice-opinion';

export const DIGITS_USAGE = `npm run evaluate -- digits --data DIR [options]    (needs ffmpeg)
  --data DIR            isolated digits, person/digit-take, four takes or more; strings are joined from them
  --trials N            challenges for each person, number of digits and condition; 4 where not given
  --counts 5,6,7        numbers of digits
  --fit                 write thresholds, weights and metric, of all people, and the background; the rates stay those of people that
                        nothing was fitted to (a third of them at a time)
  --faces DIR           [group/]person/photograph, and
  --voices DIR          [group/]speaker/recording: what the digits add to log-ins of chimeric people; may be repeated
  --name TEXT           what the data are, for what --fit writes
  --markdown FILE       write the tables between the marks of a page; may be repeated`;

const METRIC_FILE = 'lib/liveness/digits/metric.json';
const WEIGHTS_FILE = 'lib/liveness/digits/weights.json';
const BACKGROUND_FILE = 'models/digits/background.bin';

/** Runs `npm run evaluate -- digits` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateDigits(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      trials: { type: 'string', default: '4' },
      counts: { type: 'string', default: '5,6,7' },
      fit: { type: 'boolean', default: false },
      faces: { type: 'string', multiple: true, default: [] },
      voices: { type: 'string', multiple: true, default: [] },
      name: { type: 'string', default: '' },
      markdown: { type: 'string', multiple: true, default: [] },
    },
  });
  if (!values.data) throw new TypeError('--data is missing');
  const trials = positive('--trials', values.trials);
  const counts = values.counts.split(',').map((count) => positive('--counts', count));
  const { faces, voices } = values;
  if (faces.length > 0 !== voices.length > 0) throw new TypeError('--faces and --voices go together');
  const inputs = faces.length > 0 ? { faces, voices } : undefined;
  if (inputs) await requireLoginInputs(inputs);
  const people = await readDigitTakes(values.data);
  const voice = await voiceOpinion();
  const moments = await everyMoment(people);
  const metrics = outOfFold(moments).map(trainMetric);
  const cutting = cutTable(people, metrics);
  const found: DigitTrial[] = [];
  const backgrounds = outOfFold(people).map((others) => trainBackground(wordsOf(others)));
  const told = progress('people');
  for (const [i, own] of people.entries()) {
    const [background, metric] = [backgrounds[i % FOLDS], metrics[i % FOLDS]];
    const others = people.filter((other) => other !== own);
    const options = { counts, trials, seed: seedOf(i) };
    if (background && metric)
      found.push(...(await trialsOf(own, others, { background, metric }, voice.opinion, options)));
    told(i + 1, people.length);
  }
  const names = people.map(({ person }) => person);
  const decided = decide(names, found, voice.rule);
  const blocks: Blocks = {
    digits: ratesTable(decided),
    'cut digits': cutting,
    speaker: speakerTable(decided, voice.rule),
    ...(inputs && { 'digits-log-in': loginTable(decided, voice.rule, await chimericParts(inputs)) }),
  };
  console.log(Object.values(blocks).join('\n\n'));
  if (values.markdown.length > 0) await rewritePages(values.markdown, blocks);
  if (!values.fit) return;
  const weights = rounded(fitDigits(found));
  const date = new Date().toISOString().slice(0, 10);
  await writeFile(WEIGHTS_FILE, `${JSON.stringify({ ...weights, data: values.name, date }, null, 2)}\n`);
  const metric = trainMetric(moments);
  const rows = Array.from({ length: metric.dimensions }, (_, i) =>
    Array.from(metric.weights.subarray(i * MEASURED, (i + 1) * MEASURED)),
  );
  await writeFile(
    METRIC_FILE,
    `${JSON.stringify({ ...rounded({ weights: rows }), data: values.name, date }, null, 2)}\n`,
  );
  await writeFile(BACKGROUND_FILE, encodeBackground(trainBackground(wordsOf(people))));
}

/** Of each fold those who are not in it. */
function outOfFold<T>(people: readonly T[]): T[][] {
  return Array.from({ length: FOLDS }, (_, fold) => people.filter((_, i) => i % FOLDS !== fold));
}

async function everyMoment(people: readonly DigitTakes[]): Promise<Moments[]> {
  const told = progress('people measured');
  const all: Moments[] = [];
  for (const [i, own] of people.entries()) {
    const others = people.filter((other) => other !== own);
    all.push(await momentsOfPerson(own, others, seedOf(i)));
    told(i + 1, people.length);
  }
  return all;
}

function seedOf(person: number): number {
  return 1000 + 10 * person;
}

function wordsOf(people: readonly DigitTakes[]): Float32Array[] {
  return people.flatMap(({ takes }) => takes.flat());
}

function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, part) => (typeof part === 'number' ? Number(part.toFixed(4)) : part)),
  ) as T;
}
