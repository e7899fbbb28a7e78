import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { faceModel } from '@/lib/face/model';
import { cosineSimilarity } from '@/lib/vector';
import { seededRandom } from '@/scripts/random';
import { finite, positive } from './arguments';
import { type EmbeddedImages, embedImages, IMAGE_EXTENSIONS } from './face-images';
import { dataFiles } from './folders';
import { lfwAccuracy } from './lfw';
import { type Folds, type Pair, parsePairs, peopleIn } from './pairs';
import { makeReport, printedReport, writeReport } from './report';
import type { NamedTrial } from './trials';

export const FACE_USAGE = `npm run evaluate -- face --data DIR [options]
  DIR holds one folder of images a person, or what --pairs names
  --pairs FILE          a,b,same with a heading, or LFW's pairs.txt (then with LFW's protocol)
  --out DIR             write report.json, scores.csv, det.svg, roc.svg, scores.svg
  --impostors N         without --pairs: at most so many impostor pairs, drawn evenly (200000)
  --gate                refuse images as log-in does, instead of only those without a face
  --threshold T         tell the rates at this score as well`;

/** Runs `npm run evaluate -- face` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateFace(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      pairs: { type: 'string' },
      out: { type: 'string' },
      impostors: { type: 'string', default: '200000' },
      gate: { type: 'boolean', default: false },
      threshold: { type: 'string' },
    },
  });
  if (!values.data) throw new TypeError('--data is missing');
  const threshold = values.threshold === undefined ? undefined : finite('--threshold', values.threshold);
  const most = positive('--impostors', values.impostors);
  const folds = values.pairs ? parsePairs(await readFile(values.pairs, 'utf8')) : [await allPairs(values.data, most)];
  const pairs = folds.flat();
  const files = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];

  const model = await faceModel();
  const images = await embedImages(values.data, files, model, {
    gate: values.gate,
    onProgress: progress(files.length),
  });
  for (const [file, reason] of images.failures) console.warn(`${file}: ${reason}`);
  const { trials, withoutFace } = trialsOf(pairs, images);
  const report = makeReport({
    kind: 'face',
    model: model.id,
    settings: { ...(values.gate && { gate: true }) },
    failureToAcquire: images.failures.size / files.length,
    trials,
    threshold,
    pairsWithoutFace: withoutFace,
    ...(folds.length > 1 && { lfw: lfwAccuracy(scoredFolds(folds, images)) }),
  });
  console.log(printedReport(report));
  if (values.out) await writeReport(values.out, report, trials);
}

/** A line on stderr for every percent. */
function progress(files: number): (done: number) => void {
  const start = performance.now();
  let shown = -1;
  return (done) => {
    const percent = Math.floor((100 * done) / files);
    if (percent === shown) return;
    shown = percent;
    const seconds = (performance.now() - start) / 1000;
    process.stderr.write(`${percent} %: ${done} of ${files} images, ${(done / seconds).toFixed(1)} a second\n`);
  };
}

/** Every genuine pair, and of the impostor pairs at most `most`, drawn evenly with a seed: those of many people are too many. */
async function allPairs(folder: string, most: number): Promise<Pair[]> {
  const files = await dataFiles(folder, IMAGE_EXTENSIONS);
  if (files.length === 0) throw new TypeError('--data has no folders with images; --pairs is for one folder of files');
  const people = new Map<string, string[]>();
  for (const { file, subject } of files) people.set(subject, [...(people.get(subject) ?? []), file]);
  const total = (files.length * (files.length - 1)) / 2;
  let impostors = total;
  for (const { length } of people.values()) impostors -= (length * (length - 1)) / 2;
  const random = seededRandom(1);
  const share = Math.min(1, most / impostors);
  const pairs: Pair[] = [];
  files.forEach(({ file: a, subject }, i) => {
    for (let j = i + 1; j < files.length; j++) {
      const other = files[j];
      if (!other) break;
      const same = other.subject === subject;
      if (same || share === 1 || random() < share) pairs.push({ a, b: other.file, same });
    }
  });
  return pairs;
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
