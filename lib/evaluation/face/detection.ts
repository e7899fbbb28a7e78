import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { positive } from '@/lib/evaluation/arguments';
import { BadData } from '@/lib/evaluation/data/bad-data';
import { reasonOf } from '@/lib/evaluation/data/face-images';
import { facePictures } from '@/lib/evaluation/data/face-pictures';
import { progress } from '@/lib/evaluation/progress';
import { rewritePages } from '@/lib/evaluation/report/marked-block';
import type { FaceModel } from '@/lib/face/model';
import { seededRandom } from '@/lib/math/random';
import type { Frame } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';
import { firstThen, type Look, look, lookingModel, type Shift, sameSubject, shiftOf } from './detection-looks';
import { framedTable, type Row, sidesTable } from './detection-tables';
import { framedFace, framedPair, type Portrait, secondIn } from './framed-faces';

export const DETECTION_USAGE = `npm run evaluate -- detection --data DIR [options]
  At which sides of its input the detector finds the faces of DIR: pictures as they are, faces that fill 15 to 90 % of a camera's
  picture, and two faces of which one is half as wide as the other. Processor time is right only where nothing else is asked of the model.
  --data DIR            one folder of pictures a person, or pictures beside each other
  --sides A,B,...       sides in pixels (160,192,224,256,320,416,512)
  --pictures N          at most so many, drawn evenly with seed 1 (500)
  --framed N            of so many of them faces are cut out and framed anew (60)
  --markdown FILE       write the three tables between the marks of a page; may be repeated`;

const SIDES = '160,192,224,256,320,416,512';

/** What face-api looks at, so that shifts are told against it. */
const REFERENCE = 512;

const SHARES = [0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;

/** A way to look: a side, two sides, or as the application does. */
interface Way {
  name: string;
  of(looks: ReadonlyMap<string, Look>): Look;
}

/** Runs `npm run evaluate -- detection` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateDetection(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      data: text,
      sides: { ...text, default: SIDES },
      pictures: { ...text, default: '500' },
      framed: { ...text, default: '60' },
      markdown: { ...text, multiple: true, default: [] as string[] },
    },
  });
  if (!values.data) throw new TypeError('--data is missing');
  const sides = [...new Set([...values.sides.split(',').map((side) => positive('--sides', side)), REFERENCE])];
  const most = { pictures: positive('--pictures', values.pictures), framed: positive('--framed', values.framed) };
  const files = drawn(await facePictures(values.data), most.pictures);
  if (files.length === 0) throw new BadData(`--data ${values.data} has no pictures`);

  const models = new Map<string, FaceModel>();
  for (const side of sides) models.set(String(side), await lookingModel(side));
  models.set(IN_USE, await lookingModel());
  const ways = waysOf(sides);
  const rows = new Map<string, Row>(ways.map(({ name }) => [name, { looks: [], lost: [], shifts: [] }]));
  const portraits: Portrait[] = [];
  const told = progress('pictures');
  for (const [i, file] of files.entries()) {
    const frame = await pictureOf(join(values.data, file));
    if (typeof frame === 'string') console.warn(`${file}: ${frame}`);
    else {
      const portrait = await measurePicture(file, frame, models, ways, rows);
      if (portrait && portraits.length < most.framed) portraits.push(portrait);
    }
    told(i + 1, files.length);
  }
  const bySides = sidesTable(rows);
  console.log(`${files.length} pictures of ${values.data}\n\n${bySides}`);
  for (const [name, { lost }] of rows) if (lost.length > 0) console.log(`lost at ${name}: ${lost.join(', ')}`);
  if (portraits.length < 2) throw new BadData('--data shows fewer than two faces: none can be framed anew');

  const alone = framedTable(
    await framed(
      portraits,
      models,
      async (portrait, _, share) => framedFace(portrait, share),
      (found) => found.length > 0,
    ),
  );
  console.log(`\nFaces that fill so much of the height of 640 x 480, found of ${portraits.length}\n\n${alone}`);
  const pairs = framedTable(await framed(portraits, models, framedPair, (found) => found.some(secondIn)));
  console.log(`\nA second face half as wide beside them, seen of ${portraits.length}\n\n${pairs}`);
  const blocks = { 'detection-sides': bySides, 'detection-framed': alone, 'detection-second': pairs };
  if (values.markdown.length > 0) await rewritePages(values.markdown, blocks);
}

const IN_USE = 'in use';

function waysOf(sides: readonly number[]): Way[] {
  const at = (looks: ReadonlyMap<string, Look>, name: string): Look =>
    looks.get(name) ?? { faces: [], milliseconds: 0 };
  const single = [...sides.map(String), IN_USE].map((name): Way => ({ name, of: (looks) => at(looks, name) }));
  const pairs = sides.flatMap((first) =>
    sides
      .filter((second) => second > first)
      .map(
        (second): Way => ({
          name: `${first}, then ${second}`,
          of: (looks) => firstThen(at(looks, String(first)), at(looks, String(second))),
        }),
      ),
  );
  return [...single, ...pairs];
}

/** Looks at a picture in every way and notes what is seen; gives the face that it is of, where there is one. */
async function measurePicture(
  file: string,
  frame: Frame,
  models: ReadonlyMap<string, FaceModel>,
  ways: readonly Way[],
  rows: ReadonlyMap<string, Row>,
): Promise<Portrait | undefined> {
  const looks = new Map<string, Look>();
  for (const [name, model] of models) looks.set(name, await look(model, frame));
  const reference = looks.get(String(REFERENCE)) as Look;
  const shifts = new Map<Look, Shift>();
  const describing = models.get(IN_USE) as FaceModel;
  for (const seen of looks.values()) {
    const subject = sameSubject(reference, seen, frame);
    if (subject) shifts.set(seen, await shiftOf(subject, frame, describing));
  }
  for (const { name, of } of ways) {
    const row = rows.get(name) as Row;
    const seen = of(looks);
    // A pair of sides shows what one of them showed.
    const shift = [...shifts].find(([{ faces }]) => faces === seen.faces)?.[1];
    row.looks.push(seen);
    if (shift) row.shifts.push(shift);
    else if (reference.faces.length > 0) row.lost.push(file);
  }
  const found = (looks.get(IN_USE) as Look).faces;
  const [face] = found;
  return face && found.length === 1 ? { frame, box: face.box } : undefined;
}

/** For each share of the height and each model, the share of the portraits of which what was asked for is seen. */
async function framed(
  portraits: readonly Portrait[],
  models: ReadonlyMap<string, FaceModel>,
  make: (portrait: Portrait, other: Portrait, share: number) => Promise<Frame>,
  isSeen: (found: Look['faces']) => boolean,
): Promise<Map<number, Map<string, number>>> {
  const table = new Map<number, Map<string, number>>();
  for (const share of SHARES) {
    const seen = new Map<string, number>([...models.keys()].map((name) => [name, 0]));
    for (const [i, portrait] of portraits.entries()) {
      const other = portraits[(i + 1) % portraits.length] as Portrait;
      const frame = await make(portrait, other, share);
      for (const [name, model] of models)
        if (isSeen(await model.detect(frame))) seen.set(name, (seen.get(name) ?? 0) + 1 / portraits.length);
    }
    table.set(share, seen);
  }
  return table;
}

/** Why not, where it is no picture. */
async function pictureOf(path: string): Promise<Frame | string> {
  return decodeImage(await readFile(path)).catch(reasonOf);
}

/** At most so many, always the same. */
function drawn(files: readonly string[], most: number): string[] {
  const random = seededRandom(1);
  return files
    .map((file) => ({ file, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ file }) => file);
}
