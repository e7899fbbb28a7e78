import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { positive } from '@/lib/evaluation/arguments';
import { BadData, readPicture } from '@/lib/evaluation/data/bad-data';
import { facePictures } from '@/lib/evaluation/data/face-pictures';
import { progress } from '@/lib/evaluation/progress';
import { rewritePages } from '@/lib/evaluation/report/marked-block';
import { type FaceModel, faceModel } from '@/lib/face/model';
import { headTurn, otherSide, type Side } from '@/lib/liveness/movement/head-turn';
import { judgeMovement, type MovementVerdict } from '@/lib/liveness/movement/judge-movement';
import { seededRandom } from '@/lib/math/random';
import { observeMovement, type TimedFrame } from '@/lib/recognition/observe-movement';
import { ATTACKS, attackFilm, exchangedFilm } from './attacks';
import { filmsIn, framesOf, mirroredFilm, REPLAYED, STRETCHES, type Stretch, thereAndBack } from './films';
import type { Photograph } from './held-picture';
import { movementTable, type Row } from './movement-table';

export const MOVEMENT_USAGE = `npm run evaluate -- movement --data DIR [options]
  Which head movements are accepted: people who turn, and photographs that are turned, bent, creased, slid, tilted, exchanged in simulation.
  --data DIR            the films of turning/: which turns they show is written in lib/evaluation/movement/films.ts
  --still DIR           films of people who do not turn, such as those of talking/
  --people DIR          one folder of pictures a person, or pictures beside each other: photographs for simulated attacks
  --photographs N       so many of them at most (10)
  --rate N              frames a second (8)
  --width N             pixels across (256)
  --markdown FILE       write the table into the page's block "movement"`;

/** How often each film is cut anew, a part of the time between two frames later. */
const PHASES = 2;
/** Seconds of a still film. */
const STILL = 2.5;
/** Displacement of the nose in a photograph that counts as frontal, at most. */
const FRONTAL = 0.08;
/** Eye distances that the nose of a second photograph differs by, to be shown instead of a turn. */
const THREE_QUARTER = 0.2;

interface Options {
  rate: number;
  width: number;
}

/** Runs `npm run evaluate -- movement` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateMovement(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      data: text,
      still: text,
      people: text,
      photographs: { ...text, default: '10' },
      rate: { ...text, default: '8' },
      width: { ...text, default: '256' },
      markdown: text,
    },
  });
  if (!values.data) throw new TypeError('--data is missing');
  const options = { rate: positive('--rate', values.rate), width: positive('--width', values.width) };
  const most = positive('--photographs', values.photographs);
  const model = await faceModel();
  const rows = [...(await turningRows(values.data, options, model))];
  if (values.still) rows.push(await stillRow(values.still, options, model));
  if (values.people) rows.push(...(await attackRows(values.people, most, model)));
  const table = movementTable(rows);
  console.log(table);
  if (values.markdown) await rewritePages([values.markdown], { movement: table });
}

async function turningRows(folder: string, options: Options, model: FaceModel): Promise<Row[]> {
  const films = await filmsIn(folder);
  const known = [...STRETCHES, ...REPLAYED].filter(({ film }) => films.has(film));
  if (known.length === 0) throw new BadData(`${folder} has none of the films that are known`);
  const rows = new Map<string, Row>();
  const note = (name: string, verdict: MovementVerdict, people: number): void => {
    const row = rows.get(name) ?? { name, verdicts: [], people };
    rows.set(name, row);
    row.verdicts.push(verdict);
  };
  const told = progress('stretches');
  for (const [i, stretch] of known.entries()) {
    const path = films.get(stretch.film) as string;
    for (let phase = 0; phase < PHASES; phase++) {
      const later = phase / PHASES / options.rate;
      const cut = await framesOf(path, stretch.from + later, stretch.to, options.rate, options.width);
      const film = 'thereAndBack' in stretch ? thereAndBack(cut) : cut;
      const seen = [await observeMovement(film, model), await observeMovement(mirroredFilm(film), model)] as const;
      const isReplay = (REPLAYED as readonly Stretch[]).includes(stretch);
      const kind = isReplay ? 'a screen that shows people who turn' : 'people who turn';
      const { turns } = stretch;
      if (turns.length === 0) {
        note('people who nod, look up and down', judgeMovement(seen[0], ['left']), 2);
        note('people who nod, look up and down', judgeMovement(seen[0], ['right']), 2);
      } else {
        note(`${kind}${nameOf(turns)}`, judgeMovement(seen[0], turns), isReplay ? 1 : 2);
        note(`${kind}${nameOf(turns)}, mirrored`, judgeMovement(seen[1], turns.map(otherSide)), isReplay ? 1 : 2);
        note(`${kind}, to the other side than asked`, judgeMovement(seen[0], turns.map(otherSide)), 2);
      }
    }
    told(i + 1, known.length);
  }
  return [...rows.values()];
}

const nameOf = (turns: readonly Side[]): string => (turns.length > 1 ? ' to both sides' : '');

async function stillRow(folder: string, options: Options, model: FaceModel): Promise<Row> {
  const films = [...(await filmsIn(folder))];
  const row: Row = {
    name: 'people who talk',
    verdicts: [],
    people: new Set(films.map(([name]) => name.split('-')[0])).size,
  };
  for (const [, path] of films) {
    const observed = await observeMovement(await framesOf(path, 0.2, STILL, options.rate, options.width), model);
    row.verdicts.push(judgeMovement(observed, ['left']), judgeMovement(observed, ['right']));
  }
  return row;
}

async function attackRows(folder: string, most: number, model: FaceModel): Promise<Row[]> {
  const random = seededRandom(1);
  const { frontal, exchanged } = await photographsIn(folder, most, model, random);
  const judged = async (film: readonly TimedFrame[], side: Side): Promise<MovementVerdict> =>
    judgeMovement(await observeMovement(film, model), [side]);
  const kinds = [...new Set(ATTACKS.map(({ kind }) => kind))];
  const rows = kinds.map((kind): Row => ({ name: `a photograph, ${kind}`, verdicts: [], people: frontal.length }));
  const told = progress('attacks');
  for (const [i, attack] of ATTACKS.entries()) {
    const { verdicts } = rows[kinds.indexOf(attack.kind)] as Row;
    for (const photograph of frontal) verdicts.push(await judged(attackFilm(attack, photograph, random), 'left'));
    told(i + 1, ATTACKS.length);
  }
  const row: Row = { name: 'two photographs of a person exchanged', verdicts: [], people: exchanged.length };
  for (const { rest, other, side } of exchanged)
    row.verdicts.push(await judged(exchangedFilm(rest, other, random), side));
  return exchanged.length > 0 ? [...rows, row] : rows;
}

interface Exchange {
  rest: Photograph;
  other: Photograph;
  side: Side;
}

/** Frontal photographs, and pairs of one person of which the second shows the head turned. */
async function photographsIn(
  folder: string,
  most: number,
  model: FaceModel,
  random: () => number,
): Promise<{ frontal: Photograph[]; exchanged: Exchange[] }> {
  const files = (await facePictures(folder))
    .map((file) => ({ file, person: file.split('/')[0] as string, rank: random() }))
    .sort((a, b) => a.rank - b.rank);
  const frontal: Photograph[] = [];
  const exchanged: Exchange[] = [];
  for (const { file, person } of files) {
    if (frontal.length >= most && exchanged.length >= most) break;
    const others = files.filter((each) => each.person === person && each.file !== file);
    if (frontal.length >= most && others.length === 0) continue;
    const rest = await photographOf(join(folder, file), model);
    if (!rest || Math.abs(rest.nose) > FRONTAL) continue;
    if (frontal.length < most) frontal.push(rest);
    for (const other of others.slice(0, 2)) {
      const turned = await photographOf(join(folder, other.file), model);
      if (!turned || exchanged.length >= most || Math.abs(turned.nose - rest.nose) < THREE_QUARTER) continue;
      exchanged.push({ rest, other: turned, side: turned.nose > rest.nose ? 'left' : 'right' });
    }
  }
  if (frontal.length === 0) throw new BadData(`${folder} has no frontal faces`);
  return { frontal, exchanged };
}

async function photographOf(path: string, model: FaceModel): Promise<(Photograph & { nose: number }) | undefined> {
  const frame = await readPicture(path);
  const [face, ...others] = await model.detect(frame);
  const turn = face && headTurn(face.landmarks);
  return face && turn && others.length === 0 ? { frame, face, nose: turn.displacement } : undefined;
}
