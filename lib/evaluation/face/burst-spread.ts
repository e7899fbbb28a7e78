import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePolicyFile } from '@/lib/decision/policy-file';
import { BadData, readPicture } from '@/lib/evaluation/data/bad-data';
import { IMAGE_EXTENSIONS, manyFacesModel } from '@/lib/evaluation/data/face-images';
import { pathsBelow } from '@/lib/evaluation/data/folders';
import { personNamed } from '@/lib/evaluation/presentation-attacks/people';
import { progress } from '@/lib/evaluation/progress';
import { wilson } from '@/lib/evaluation/rates/wilson';
import { markdownTable, percentWithin, thousands } from '@/lib/evaluation/report/markdown-table';
import { rewritePages } from '@/lib/evaluation/report/marked-block';
import { grouped } from '@/lib/evaluation/trials/modality-trials';
import type { FaceModel } from '@/lib/face/model';
import { observeFace } from '@/lib/face/observe';
import { readPolicyJson } from '@/lib/inference/manifest';
import { lowerQuantile } from '@/lib/math/statistics';
import { cosineDistance, type Embedding } from '@/lib/math/vector';

export const BURST_SPREAD_USAGE = `npm run evaluate -- burst-spread --data DIR [options]
  How far the faces of a burst are apart, as log-in describes them, and how often two people's are nearer: what maxBurstSpread of
  models/policy.json rests on.
  --data DIR            a folder of frames a burst; who is in it is told as for pad, by client and a number in the name, else the name
  --markdown FILE       write the table between the marks of a page; may be repeated`;

/** One burst as it was seen. */
interface Burst {
  person: string;
  spread: number;
  embeddings: Embedding[];
}

/** Runs `npm run evaluate -- burst-spread` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateBurstSpread(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { data: text, markdown: { ...text, multiple: true, default: [] as string[] } },
  });
  if (!values.data) throw new TypeError('--data is missing');
  const folders = [...grouped(await pathsBelow(values.data, IMAGE_EXTENSIONS), (path) => dirname(path))];
  if (folders.length === 0) throw new BadData(`--data ${values.data} has no folders of frames`);
  const { maxBurstSpread } = parsePolicyFile(await readPolicyJson());
  const model = await manyFacesModel();
  const told = progress('bursts');
  const bursts: Burst[] = [];
  for (const [i, [folder, paths]] of folders.entries()) {
    const burst = await burstOf(folder, paths, model);
    if (burst) bursts.push(burst);
    told(i + 1, folders.length);
  }
  if (bursts.length === 0) throw new BadData(`--data ${values.data} has no burst with a face in two frames`);
  const page = tableOf(bursts, folders.length, maxBurstSpread);
  console.log(page);
  if (values.markdown.length > 0) await rewritePages(values.markdown, { 'burst-spread': page });
}

/** Undefined where fewer than two frames show one usable face. */
async function burstOf(folder: string, paths: readonly string[], model: FaceModel): Promise<Burst | undefined> {
  const ordered = paths.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const frames = await Promise.all(ordered.map(readPicture));
  const { spread, seen } = await observeFace(frames, model, 'comparison');
  if (seen.length < 2) return undefined;
  return { person: personNamed(basename(folder)), spread, embeddings: seen.map(({ embedding }) => embedding) };
}

function tableOf(bursts: readonly Burst[], asked: number, limit: number): string {
  const spreads = bursts.map(({ spread }) => spread);
  const above = spreads.filter((spread) => spread > limit).length;
  const distances = distancesOfTwo(bursts);
  const nearer = distances.filter((distance) => distance <= limit).length;
  const people = new Set(bursts.map(({ person }) => person)).size;
  const share = (count: number, of: number): string =>
    `${thousands(count)} of ${thousands(of)}: ${percentWithin(count / of, wilson(count, of), 2)}`;
  const row = [
    limit.toString(),
    `${bursts.length} of ${asked}, ${people} people`,
    [0.5, 0.95, 1].map((part) => lowerQuantile(spreads, part).toFixed(3)).join(', '),
    share(above, spreads.length),
    share(nearer, distances.length),
  ];
  return markdownTable(
    [
      'limit',
      'bursts with a face in two frames and more',
      'spread: median, 95 %, largest',
      'above the limit, % [95 %, Wilson]',
      'frames of two people within the limit, %',
    ],
    [row],
  );
}

/** Of every two frames of different people. */
function distancesOfTwo(bursts: readonly Burst[]): number[] {
  return bursts.flatMap((one, i) =>
    bursts
      .slice(i + 1)
      .filter(({ person }) => person !== one.person)
      .flatMap((other) => one.embeddings.flatMap((a) => other.embeddings.map((b) => cosineDistance(a, b)))),
  );
}
