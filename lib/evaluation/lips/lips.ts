import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { positive } from '@/lib/evaluation/arguments';
import { BadData } from '@/lib/evaluation/data/bad-data';
import { manyFacesModel } from '@/lib/evaluation/data/face-images';
import { progress } from '@/lib/evaluation/progress';
import { rewritePages } from '@/lib/evaluation/report/marked-block';
import { MOUTH_CROP_SIDE } from '@/lib/media/capture-limits';
import { fitLips } from './held-out-lips';
import { lipTable } from './lip-tables';
import { lipTrials } from './lip-trials';
import { measureClips } from './measured-clips';
import { readTalkingClips } from './talking-clips';

export const LIPS_USAGE = `npm run evaluate -- lips --data DIR [options]    (needs ffmpeg)
  Whether mouth and voice are told apart that are not of one moment: fitted and reported by person, each left out in turn.
  --data DIR            films of people who talk, in time with their sound
  --quality N           of the crops as JPEG, 1 to 100; 70 where not given
  --weights FILE        write the weights of all of them, as lib/liveness/lips/lip-weights.json has them
  --markdown FILE       write the table between the marks of a page; may be repeated`;

/** Runs `npm run evaluate -- lips` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateLips(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      quality: { type: 'string', default: '70' },
      weights: { type: 'string' },
      markdown: { type: 'string', multiple: true, default: [] },
    },
  });
  if (!values.data) throw new TypeError('--data is needed');
  const quality = positive('--quality', values.quality);
  if (!Number.isInteger(quality) || quality > 100) throw new TypeError('--quality is a whole number from 1 to 100');
  const model = await manyFacesModel();
  const read = await readTalkingClips(values.data, model, { side: MOUTH_CROP_SIDE, quality });
  const { clips, refused, milliseconds } = await measureClips(read, model, progress('clips'));
  const people = new Set(clips.map(({ person }) => person)).size;
  if (people < 3)
    throw new BadData(`${values.data} has ${people} people: three are needed, so that each can be left out`);
  const { weights, checked } = fitLips(clips, lipTrials(clips));
  console.log(lipTable(checked));
  const bytes = read.flatMap(({ crops }) => crops.map(({ jpeg }) => jpeg.length));
  const each = bytes.reduce((sum, length) => sum + length, 0) / bytes.length;
  console.log(`\n${clips.length} clips of ${people} people, ${refused} refused; ${Math.round(each)} bytes a crop`);
  console.log(
    `processor time: ${milliseconds.toFixed(2)} ms a crop, with decoding, and the comparison with the face once a clip`,
  );
  const date = new Date().toISOString().slice(0, 10);
  const evidence = `npm run evaluate -- lips: ${clips.length} clips of ${people} people, ${checked.length} trials. ${date}`;
  if (values.weights)
    await writeFile(values.weights, `${JSON.stringify({ evidence, ...rounded(weights) }, null, 2)}\n`);
  if (values.markdown.length > 0) await rewritePages(values.markdown, { lips: lipTable(checked) });
}

function rounded<Weights>(weights: Weights): Weights {
  return JSON.parse(
    JSON.stringify(weights, (_, value) => (typeof value === 'number' ? Number(value.toFixed(4)) : value)),
  );
}
