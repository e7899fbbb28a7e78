import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { finite, positive } from '@/lib/evaluation/arguments';
import { BadData } from '@/lib/evaluation/data/bad-data';
import { type EmbeddedImages, embedImages, IMAGE_EXTENSIONS, manyFacesModel } from '@/lib/evaluation/data/face-images';
import { dataFiles } from '@/lib/evaluation/data/folders';
import { lfwAccuracy } from '@/lib/evaluation/data/lfw';
import { type Folds, type Pair, parsePairs, peopleIn } from '@/lib/evaluation/data/pairs';
import { progress } from '@/lib/evaluation/progress';
import { allPairs, type PairCaps, type PairsDrawn } from '@/lib/evaluation/rates/all-pairs';
import type { NamedTrial } from '@/lib/evaluation/rates/trials';
import { openRow, ROW_USAGE } from '@/lib/evaluation/report/marked-block';
import { ratesRow } from '@/lib/evaluation/report/rates-row';
import { makeReport, printedReport, writeReport } from '@/lib/evaluation/report/report';
import { cosineSimilarity } from '@/lib/math/vector';

export const FACE_USAGE = `npm run evaluate -- face --data DIR [options]
  DIR holds one folder of images a person, or what --pairs names
  --pairs FILE          a,b,same with a heading, or LFW's pairs.txt (then with LFW's protocol)
  --out DIR             write report.json, scores.csv, det.svg, roc.svg, scores.svg
  --impostors N         without --pairs: at most so many impostor pairs, drawn evenly with seed 1 (200000)
  --genuine N           without --pairs: at most so many genuine pairs of one person, drawn likewise (1000)
  --gate                refuse images as log-in does, instead of only those without a face
  --threshold T         tell the rates at this score as well
${ROW_USAGE}`;

/** Runs `npm run evaluate -- face` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateFace(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      pairs: { type: 'string' },
      out: { type: 'string' },
      impostors: { type: 'string', default: '200000' },
      genuine: { type: 'string', default: '1000' },
      gate: { type: 'boolean', default: false },
      threshold: { type: 'string' },
      row: { type: 'string' },
      markdown: { type: 'string', multiple: true, default: [] as string[] },
    },
  });
  if (!values.data) throw new TypeError('--data is missing');
  const writeRow = await openRow(values.markdown, values.row);
  const threshold = values.threshold === undefined ? undefined : finite('--threshold', values.threshold);
  const limits = {
    genuinePerPerson: positive('--genuine', values.genuine),
    impostor: positive('--impostors', values.impostors),
  };
  const { folds, files, drawn } = values.pairs
    ? await listedPairs(values.data, values.pairs)
    : await pairsOfPeople(values.data, limits);
  const pairs = folds.flat();

  const model = await manyFacesModel();
  const images = await embedImages(values.data, files, model, {
    gate: values.gate,
    onProgress: progress('images'),
  });
  for (const [file, reason] of images.failures) console.warn(`${file}: ${reason}`);
  const { trials, withoutFace } = trialsOf(pairs, images);
  const report = makeReport(
    {
      kind: 'face',
      model: model.id,
      settings: { ...(values.gate && { gate: true }) },
      failureToAcquire: images.failures.size / files.length,
      trials,
      threshold,
      pairsWithoutFace: withoutFace,
      ...(drawn && { drawn }),
      ...(folds.length > 1 && { lfw: lfwAccuracy(scoredFolds(folds, images)) }),
    },
    progress('resamplings of the people'),
  );
  console.log(printedReport(report));
  await writeRow(ratesRow(report));
  if (values.out) await writeReport(values.out, report, trials);
}

/** What is compared; `files` are all those that are looked at, also those that no pair was drawn of. */
interface Comparisons {
  folds: Folds;
  files: string[];
  drawn?: PairsDrawn;
}

async function listedPairs(folder: string, list: string): Promise<Comparisons> {
  const folds = parsePairs(await readFile(list, 'utf8'));
  const files = [...new Set(folds.flat().flatMap(({ a, b }) => [a, b]))];
  await requireFiles(folder, files);
  return { folds, files };
}

async function pairsOfPeople(folder: string, limits: PairCaps): Promise<Comparisons> {
  const files = await dataFiles(folder, IMAGE_EXTENSIONS);
  if (files.length === 0) throw new BadData('--data has no folders with images; --pairs is for one folder of files');
  const { pairs, drawn } = allPairs(files, limits);
  return { folds: [pairs], files: files.map(({ file }) => file), drawn };
}

/** The files that were listed must be there: a wrong folder would look like people without faces. */
async function requireFiles(folder: string, files: readonly string[]): Promise<void> {
  const missing: string[] = [];
  for (const file of files) {
    const found = await stat(join(folder, file)).catch(() => undefined);
    if (!found?.isFile()) missing.push(file);
  }
  const [first] = missing;
  if (first === undefined) return;
  throw new BadData(
    `--data ${folder} lacks ${missing.length} of the ${files.length} files that --pairs names; the first: ${first}`,
  );
}

function trialsOf(
  pairs: readonly Pair[],
  images: EmbeddedImages,
): { trials: NamedTrial[]; withoutFace: { genuine: number; impostor: number } } {
  const people = peopleIn(pairs);
  const trials: NamedTrial[] = [];
  const withoutFace = { genuine: 0, impostor: 0 };
  for (const pair of pairs) {
    const score = scoreOf(pair, images);
    const { a, b, same } = pair;
    if (score === undefined) withoutFace[same ? 'genuine' : 'impostor']++;
    else {
      const subjects = [people.get(a) as number, people.get(b) as number] as const;
      trials.push({ same, score, subjects, reference: a, probe: b });
    }
  }
  return { trials, withoutFace };
}

function scoredFolds(folds: Folds, images: EmbeddedImages): { same: boolean; score: number | undefined }[][] {
  return folds.map((fold) => fold.map((pair) => ({ same: pair.same, score: scoreOf(pair, images) })));
}

/** Cosine similarity; undefined where one of the two images gave no embedding. */
function scoreOf({ a, b }: Pair, { embeddings }: EmbeddedImages): number | undefined {
  const [first, second] = [embeddings.get(a), embeddings.get(b)];
  return first && second && cosineSimilarity(first, second);
}
