import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { finite } from '@/lib/evaluation/arguments';
import { BadData, readPicture } from '@/lib/evaluation/data/bad-data';
import { IMAGE_EXTENSIONS, manyFacesModel } from '@/lib/evaluation/data/face-images';
import { dataFiles } from '@/lib/evaluation/data/folders';
import { requireListed } from '@/lib/evaluation/data/listed-files';
import { type Pair, parsePairs } from '@/lib/evaluation/data/pairs';
import { progress } from '@/lib/evaluation/progress';
import { allPairs } from '@/lib/evaluation/rates/all-pairs';
import { eyeAspectRatio } from '@/lib/face/eye-aspect-ratio';
import type { FaceModel } from '@/lib/face/model';
import { measureFace } from '@/lib/face/quality';
import { subjectOf } from '@/lib/face/subject';
import { lowerQuantile } from '@/lib/math/statistics';
import type { Embedding } from '@/lib/math/vector';
import { binsOf, binTable, type Worse } from './quality-bins';
import { GATES, type Gate, type Photograph } from './quality-gates';

export const QUALITY_USAGE = `npm run evaluate -- quality --data DIR [options]
  What each limit of the face quality gate keeps out: good photographs made worse, against clean ones.
  --data DIR            one folder of photographs a person, or photographs beside a pairs.csv (a,b,same)
  --out DIR             write report.json and tables.md
  --threshold T         the similarity from which on two count as one person (0.922, the face's floor at log-in)`;

/** Runs `npm run evaluate -- quality` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateQuality(args: string[], measures: readonly Gate[] = GATES): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { data: text, out: text, threshold: { ...text, default: '0.922' } } });
  if (!values.data) throw new TypeError('--data is missing');
  const threshold = finite('--threshold', values.threshold);
  const { files, pairs } = await photographsIn(values.data);
  const model = await manyFacesModel();
  const clean = new Map<string, Embedding>();
  const eyes: number[] = [];
  const worse = new Map<Gate, Worse[]>(measures.map((gate) => [gate, []]));
  const told = progress('photographs');
  for (const [i, file] of files.entries()) {
    const photograph = await photographOf(join(values.data, file), model);
    if (photograph) {
      const [embedding] = await model.describe([photograph]);
      if (embedding) clean.set(file, embedding);
      eyes.push(eyeAspectRatio(photograph.face.landmarks));
      for (const gate of measures) worse.get(gate)?.push(...(await madeWorse(gate, file, photograph, model)));
    }
    told(i + 1, files.length);
  }
  if (clean.size === 0) throw new BadData('--data has no photograph of one face');
  const gates = Object.fromEntries(
    [...worse].map(([gate, pictures]) => [gate.name, binsOf(gate, pictures, clean, pairs, threshold)]),
  );
  const tables = Object.entries(gates)
    .map(([name, bins]) => binTable(name, bins))
    .join('\n\n');
  const eyeOpenings = [0.01, 0.05, 0.5, 0.95, 1].map((share) => lowerQuantile(eyes, share));
  console.log(
    `${clean.size} photographs of one face; one person from a similarity of ${threshold} on\n\n${tables}\n\n` +
      `Eye opening, least, 5 %, median, 95 %, largest: ${eyeOpenings.map((value) => value.toFixed(2)).join(', ')}`,
  );
  if (!values.out) return;
  await mkdir(values.out, { recursive: true });
  const report = { kind: 'quality', model: model.id, threshold, photographs: clean.size, gates, eyeOpenings };
  await writeFile(join(values.out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(values.out, 'tables.md'), `${tables}\n`);
}

/** More than these say no more, and take long. */
const LIMITS = { genuinePerPerson: 100, impostor: 20_000 };

async function photographsIn(folder: string): Promise<{ files: string[]; pairs: Pair[] }> {
  const list = join(folder, 'pairs.csv');
  if (existsSync(list)) {
    await requireListed('--data', folder);
    const names = (await readdir(folder)).filter((name) => IMAGE_EXTENSIONS.includes(extname(name).toLowerCase()));
    return { files: names.sort(), pairs: parsePairs(await readFile(list, 'utf8')).flat() };
  }
  const files = await dataFiles(folder, IMAGE_EXTENSIONS);
  return { files: files.map(({ file }) => file), pairs: allPairs(files, LIMITS).pairs };
}

async function photographOf(path: string, model: FaceModel): Promise<Photograph | undefined> {
  const frame = await readPicture(path);
  const face = subjectOf(await model.detect(frame), frame, 'comparison');
  return typeof face === 'string' ? undefined : { frame, face, quality: measureFace(frame, face) };
}

function madeWorse(gate: Gate, file: string, photograph: Photograph, model: FaceModel): Promise<Worse[]> {
  const levels = gate.levels.filter((level) => gate.worsens(photograph.quality, level));
  return Promise.all(
    levels.map(async (level) => {
      const degraded = await gate.degrade(photograph, level);
      const face = subjectOf(await model.detect(degraded), degraded, 'comparison');
      const found = typeof face === 'string' ? undefined : face;
      const [embedding] = found ? await model.describe([{ frame: degraded, face: found }]) : [];
      const quality = found && measureFace(degraded, found);
      return { file, value: gate.value({ photograph, level, degraded, found: quality }), embedding };
    }),
  );
}
