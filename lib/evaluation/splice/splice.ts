import { parseArgs } from 'node:util';
import { positive } from '@/lib/evaluation/arguments';
import { isFittedOn } from '@/lib/evaluation/replay/rates';
import { rewritePages } from '@/lib/evaluation/report/marked-block';
import { limitsOf, spliceTable, told } from './splice-tables';
import { HONEST, type MeasuredSound, measureHonest, measureSpliced } from './spliced-data';

export const SPLICE_USAGE = `npm run evaluate -- splice --data DIR --voices DIR... [options]
  What tells digits that were put together from recordings, and how often honest speech looks so.
  --data DIR            takes of single digits: speaker/digit-take
  --voices DIR          honest connected speech, a folder of speakers' recordings; may be given several times
  --recordings N        of each honest speaker, 2 where not given
  --markdown FILE       write the table between the marks of a page; may be repeated`;

/** Runs `npm run evaluate -- splice` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateSplice(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      voices: { type: 'string', multiple: true },
      recordings: { type: 'string', default: '2' },
      markdown: { type: 'string', multiple: true, default: [] },
    },
  });
  if (!values.data) throw new TypeError('--data is needed');
  if (!values.voices) throw new TypeError('--voices is needed');
  const most = positive('--recordings', values.recordings);
  const before = process.cpuUsage();
  const honest = await measureHonest(values.voices, most);
  const { user, system } = process.cpuUsage(before);
  const sounds = [...honest, ...(await measureSpliced(values.data))];
  // Each half of the people is judged by limits from honest recordings of the other.
  const judged = [true, false].flatMap((half) => {
    const isIn = ({ person }: MeasuredSound): boolean => isFittedOn(person) === half;
    const limits = limitsOf(honest.filter((sound) => !isIn(sound)));
    return sounds.filter(isIn).map((sound) => ({ ...sound, told: told(sound.parts, limits) }));
  });
  const table = spliceTable(judged);
  console.log(table);
  console.log(`\nlimits of all: ${JSON.stringify(limitsOf(honest))}`);
  console.log(
    `${honest.length} ${HONEST} recordings; ${((user + system) / 1_000 / honest.length).toFixed(0)} ms each, with decoding`,
  );
  if (values.markdown.length > 0) await rewritePages(values.markdown, { splice: table });
}
