import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { positive } from '@/lib/evaluation/arguments';
import { progress } from '@/lib/evaluation/progress';
import { rewritePages } from '@/lib/evaluation/report/marked-block';
import { encodeBackground } from '@/lib/liveness/digits/background';
import { cutTable } from './cut-accuracy';
import { ratesTable } from './digit-tables';
import { type DigitTakes, readDigitTakes } from './digit-takes';
import { type DigitTrial, trialsOf } from './digit-trials';
import { fitDigits } from './fit-digits';
import { decide, FOLDS, ratioLine } from './held-out';
import { trainBackground } from './train-background';

export const DIGITS_USAGE = `npm run evaluate -- digits --data DIR [options]    (needs ffmpeg)
  --data DIR            isolated digits, person/digit-take, four takes or more; strings are joined from them
  --trials N            challenges for each person, number of digits and condition; 4 where not given
  --counts 5,6,7        numbers of digits
  --fit                 write thresholds and weights, of all people, and the background; the rates stay those of people that
                        nothing was fitted to (a third of them at a time)
  --name TEXT           what the data are, for what --fit writes
  --markdown FILE       write the tables between the marks of a page; may be repeated`;

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
      name: { type: 'string', default: '' },
      markdown: { type: 'string', multiple: true, default: [] },
    },
  });
  if (!values.data) throw new TypeError('--data is missing');
  const trials = positive('--trials', values.trials);
  const counts = values.counts.split(',').map((count) => positive('--counts', count));
  const people = await readDigitTakes(values.data);
  const cutting = cutTable(people);
  console.log(`${cutting}\n`);
  const found = await everyTrial(people, counts, trials);
  const names = people.map(({ person }) => person);
  const rates = ratesTable(decide(names, found));
  const ratio = ratioLine(names, found);
  console.log(`${rates}\n\n${ratio}`);
  if (values.markdown.length > 0)
    await rewritePages(values.markdown, { digits: `${rates}\n\n${ratio}`, 'cut digits': cutting });
  if (!values.fit) return;
  const weights = rounded(fitDigits(found));
  const date = new Date().toISOString().slice(0, 10);
  await writeFile(WEIGHTS_FILE, `${JSON.stringify({ ...weights, data: values.name, date }, null, 2)}\n`);
  await writeFile(BACKGROUND_FILE, encodeBackground(trainBackground(wordsOf(people))));
}

/** Everybody's answers, with a background of people of other folds. */
async function everyTrial(
  people: readonly DigitTakes[],
  counts: readonly number[],
  trials: number,
): Promise<DigitTrial[]> {
  const backgrounds = Array.from({ length: FOLDS }, (_, fold) =>
    trainBackground(wordsOf(people.filter((_, i) => i % FOLDS !== fold))),
  );
  const told = progress('people');
  const found: DigitTrial[] = [];
  for (const [i, own] of people.entries()) {
    const background = backgrounds[i % FOLDS];
    const others = people.filter((other) => other !== own);
    if (background) found.push(...(await trialsOf(own, others, background, { counts, trials, seed: 1000 + 10 * i })));
    told(i + 1, people.length);
  }
  return found;
}

function wordsOf(people: readonly DigitTakes[]): Float32Array[] {
  return people.flatMap(({ takes }) => takes.flat());
}

function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, part) => (typeof part === 'number' ? Number(part.toFixed(4)) : part)),
  ) as T;
}
