import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { finite } from '@/lib/evaluation/arguments';
import { isAttack, LIVE, type Presentation, readPresentations } from '@/lib/evaluation/data/presentations';
import { wilson } from '@/lib/evaluation/rates/wilson';
import { detCurve } from '@/lib/evaluation/report/plot';
import { faceModel } from '@/lib/face/model';
import type { PresentationWeights } from '@/lib/liveness/passive/score';
import inUse from '@/lib/liveness/passive/weights.json';
import { crossValidated, scoredBy } from './cross-validation';
import { fitPresentation, presentationThreshold } from './fit-presentation';
import { padReport, pointsOf, type ScoredPresentation } from './pad-report';
import { type NamedReport, partsTable, printed, ratesTable } from './pad-text';

export const PAD_USAGE = `npm run evaluate -- pad --live DIR --spoof DIR [options]
  --live DIR            a folder of frames a presentation, or images
  --spoof DIR           attack type/presentation/frames, or attack type/images
  --other-live DIR, --other-spoof DIR
                        the same of another origin: each set is scored by weights fitted to the other
  --genuine DIR         as --live, people before other cameras, only scored; may be given several times
  --threshold T         instead of the one of the weights in use
  --cross-validate      rates of weights fitted to the others of these people, as --fit makes them, without writing any
  --fit                 fit the weights to these data and write them; rates are then cross-validated by person (client and a
                        number in the name, else the name). A part that points the other way in the other set, or in which the
                        first --genuine are nearer to attacks than to live ones, gets no weight
  --name TEXT           what the data are, for the weights that --fit writes
  --markdown            tables for docs/evaluation.md
  --out DIR             write report.json, scores.csv, det.svg`;

const WEIGHTS_FILE = 'lib/liveness/passive/weights.json';

/** Everything that was read. */
interface Sets {
  own: readonly Presentation[];
  other: readonly Presentation[];
  genuine: { name: string; found: readonly Presentation[] }[];
}

/** Runs `npm run evaluate -- pad` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluatePad(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      live: { type: 'string' },
      spoof: { type: 'string' },
      'other-live': { type: 'string' },
      'other-spoof': { type: 'string' },
      genuine: { type: 'string', multiple: true, default: [] },
      threshold: { type: 'string' },
      'cross-validate': { type: 'boolean', default: false },
      fit: { type: 'boolean', default: false },
      name: { type: 'string' },
      markdown: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const { live: livePath, spoof: spoofPath, 'other-live': otherLive, 'other-spoof': otherSpoof } = values;
  if (!livePath || !spoofPath) throw new TypeError('--live and --spoof are needed');
  if (!otherLive !== !otherSpoof) throw new TypeError('--other-live and --other-spoof need each other');
  if (values.fit && !values.name) throw new TypeError('--fit needs --name, to tell later what the weights come from');
  const asked = values.threshold === undefined ? undefined : finite('--threshold', values.threshold);

  const model = await faceModel();
  const live = await readPresentations(livePath, false, model);
  const spoof = await readPresentations(spoofPath, true, model);
  if (live.found.length === 0 || spoof.found.length === 0) throw new TypeError('no faces in --live or in --spoof');
  const sets: Sets = { own: [...live.found, ...spoof.found], other: [], genuine: [] };
  if (otherLive && otherSpoof)
    sets.other = [
      ...(await readPresentations(otherLive, false, model)).found,
      ...(await readPresentations(otherSpoof, true, model)).found,
    ];
  for (const folder of values.genuine)
    sets.genuine.push({ name: basename(folder), found: (await readPresentations(folder, false, model)).found });

  const isFitted = values.fit || values['cross-validate'];
  const { weights, scored } = isFitted ? fittedTo(sets) : { weights: inUse, scored: scoredBy(inUse, sets.own) };
  if (values.fit) await writeWeights(weights, sets.own, values.name ?? '');
  const threshold = asked ?? weights.threshold;
  const report = padReport(scored, threshold);
  const others = [...acrossSets(sets, weights, threshold, isFitted), ...genuineReports(sets, weights, threshold)];
  const failureToAcquire = { live: rateOf(live.failures, live), attack: rateOf(spoof.failures, spoof) };
  const told = { ...report, crossValidated: isFitted, weights: weights.version, failureToAcquire, others };
  const name = isFitted ? 'this set, cross-validated by person' : 'this set, weights in use';
  console.log(values.markdown ? ratesTable([{ name, report }, ...others]) : printed(report));
  if (values.markdown) console.log(`\n${partsTable(report.parts, partsOf(sets.other, weights), weights.parts)}`);
  else if (others.length > 0) console.log(ratesTable(others));
  if (values.out) await writePad(values.out, told, scored);
}

const rateOf = (failures: number, { found }: { found: readonly unknown[] }): number =>
  failures / (failures + found.length);

const liveOf = (presentations: readonly Presentation[]): Presentation[] =>
  presentations.filter(({ type }) => type === LIVE);

/** Weights of all of a set, with the threshold that scores of people unseen in the fit leave, and those scores. */
function fittedTo({ own, other, genuine }: Sets): { weights: PresentationWeights; scored: ScoredPresentation[] } {
  const checks = { other, genuine: genuine[0]?.found };
  const scored = crossValidated(own, own, inUse, checks);
  const weights = fitPresentation(liveOf(own), own.filter(isAttack), inUse, checks);
  return { weights: { ...weights, threshold: thresholdOf(scored) }, scored };
}

const thresholdOf = (scored: readonly ScoredPresentation[]): number =>
  presentationThreshold(scored.filter(({ presentation }) => !isAttack(presentation)).map(({ score }) => score));

/** Each set by the weights of the other, fitted without a look at the set that they score. */
function acrossSets(
  { own, other, genuine }: Sets,
  weights: PresentationWeights,
  threshold: number,
  isFitted: boolean,
): NamedReport[] {
  if (other.length === 0) return [];
  const inTheOther = 'the other set';
  if (!isFitted)
    return [{ name: `${inTheOther}, weights in use`, report: padReport(scoredBy(weights, other), threshold) }];
  const checks = { genuine: genuine[0]?.found };
  const threshold2 = thresholdOf(crossValidated(other, other, inUse, checks));
  return [
    { name: 'the other set, this set', report: padReport(crossValidated(own, other, inUse, checks), threshold) },
    { name: 'this set, the other set', report: padReport(crossValidated(other, own, inUse, checks), threshold2) },
  ];
}

const partsOf = (
  other: readonly Presentation[],
  weights: PresentationWeights,
): ReturnType<typeof padReport>['parts'] =>
  other.length === 0 ? {} : padReport(scoredBy(weights, other), weights.threshold).parts;

function genuineReports({ genuine }: Sets, weights: PresentationWeights, threshold: number): NamedReport[] {
  return genuine.map(({ name, found }) => {
    const reached = scoredBy(weights, found).filter(({ score }) => score >= threshold).length;
    return {
      name: `${name}, all of this set`,
      report: {
        threshold,
        apcer: {},
        bpcer: reached / found.length,
        trials: { live: found.length, attacks: {} },
        confidence: { bpcer: wilson(reached, found.length), apcer: {} },
      },
    };
  });
}

async function writeWeights(weights: PresentationWeights, own: readonly Presentation[], name: string): Promise<void> {
  const attacks = own.filter(isAttack).length;
  const date = new Date().toISOString().slice(0, 10);
  const evidence = `${name}; ${own.length - attacks} live and ${attacks} attack presentations; ${date}`;
  await writeFile(WEIGHTS_FILE, `${JSON.stringify({ ...weights, version: date, evidence }, null, 2)}\n`);
}

async function writePad(folder: string, report: object, scored: readonly ScoredPresentation[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const rows = scored.map(
    ({ presentation: { name, type }, score }) => `${JSON.stringify(name)},${type},${score.toFixed(6)}`,
  );
  const files = {
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'scores.csv': `name,type,score\n${rows.join('\n')}\n`,
    'det.svg': detCurve(pointsOf(scored), 'Presentation attacks', ['APCER, all types', 'BPCER']),
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
}
