import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { finite } from '@/lib/evaluation/arguments';
import { BadData } from '@/lib/evaluation/data/bad-data';
import { LIVE, type Presentation, readPresentations } from '@/lib/evaluation/data/presentations';
import { byFallingScore, operatingPoints, ratesOf } from '@/lib/evaluation/rates/rates';
import { wilson } from '@/lib/evaluation/rates/wilson';
import { percent } from '@/lib/evaluation/report/percent';
import { detCurve } from '@/lib/evaluation/report/plot';
import { faceModel } from '@/lib/face/model';
import { PARTS, type Part } from '@/lib/liveness/passive/evidence';
import { deviations, type PresentationWeights, presentationAttackScore } from '@/lib/liveness/passive/score';
import inUse from '@/lib/liveness/passive/weights.json';
import { fitPresentation, presentationThreshold } from './fit-presentation';

export const PAD_USAGE = `npm run evaluate -- pad --live DIR --spoof DIR [options]
  --live DIR            a folder of frames a presentation, or images
  --spoof DIR           attack type/presentation/frames, or attack type/images
  --threshold T         instead of the one of the weights in use
  --fit                 fit the weights to these data and write them; rates are then cross-validated
  --name TEXT           what the data are, for the weights that --fit writes
  --out DIR             write report.json, scores.csv, det.svg`;

const WEIGHTS_FILE = 'lib/liveness/passive/weights.json';
const FOLDS = 5;

interface ScoredPresentation {
  presentation: Presentation;
  score: number;
}

/** Runs `npm run evaluate -- pad` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluatePad(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      live: { type: 'string' },
      spoof: { type: 'string' },
      threshold: { type: 'string' },
      fit: { type: 'boolean', default: false },
      name: { type: 'string' },
      out: { type: 'string' },
    },
  });
  if (!values.live || !values.spoof) throw new TypeError('--live and --spoof are needed');
  if (values.fit && !values.name) throw new TypeError('--fit needs --name, to tell later what the weights come from');
  const asked = values.threshold === undefined ? undefined : finite('--threshold', values.threshold);

  const model = await faceModel();
  const live = await readPresentations(values.live, false, model);
  const spoof = await readPresentations(values.spoof, true, model);
  if (live.found.length === 0 || spoof.found.length === 0) throw new BadData('no faces in --live or in --spoof');
  let weights: PresentationWeights = inUse;
  const scored: ScoredPresentation[] = [];
  if (values.fit) {
    weights = fitPresentation(live.found, spoof.found, inUse);
    scored.push(...crossValidated(live.found, spoof.found));
    const liveScores = scored.filter(({ presentation }) => presentation.type === LIVE).map(({ score }) => score);
    weights = { ...weights, threshold: presentationThreshold(liveScores) };
    const count = `${live.found.length} live and ${spoof.found.length} attack presentations`;
    const date = new Date().toISOString().slice(0, 10);
    const written = { ...weights, version: date, evidence: `${values.name}; ${count}; ${date}` };
    await writeFile(WEIGHTS_FILE, `${JSON.stringify(written, null, 2)}\n`);
  } else {
    for (const presentation of [...live.found, ...spoof.found])
      scored.push({ presentation, score: presentationAttackScore(presentation.evidence, weights) });
  }
  const report = padReport(scored, asked ?? weights.threshold, weights);
  const failureToAcquire = { live: rateOf(live.failures, live), attack: rateOf(spoof.failures, spoof) };
  const told = { ...report, crossValidated: values.fit, weights: weights.version, failureToAcquire };
  console.log(printed(report));
  if (values.out) await writePad(values.out, told, scored);
}

const rateOf = (failures: number, { found }: { found: readonly unknown[] }): number =>
  failures / (failures + found.length);

/** Scores of weights that never saw the presentation, nor another one of the same name: attacks are made of live ones at times. */
function crossValidated(live: readonly Presentation[], spoof: readonly Presentation[]): ScoredPresentation[] {
  const stem = ({ name }: Presentation): string => basename(name, extname(name));
  const stems = [...new Set([...live, ...spoof].map(stem))].sort();
  const foldOf = (presentation: Presentation): number => stems.indexOf(stem(presentation)) % FOLDS;
  return Array.from({ length: FOLDS }, (_, fold) => {
    const others = (all: readonly Presentation[]): Presentation[] => all.filter((each) => foldOf(each) !== fold);
    const weights = fitPresentation(others(live), others(spoof), inUse);
    return [...live, ...spoof]
      .filter((each) => foldOf(each) === fold)
      .map((presentation) => ({ presentation, score: presentationAttackScore(presentation.evidence, weights) }));
  }).flat();
}

/** Error rates of ISO/IEC 30107-3, as fractions, with 95 % intervals (Wilson, JASA 22, 1927). */
export interface PadReport {
  kind: 'pad';
  threshold: number;
  /** By attack type: the share of attacks that count as live. */
  apcer: Record<string, number>;
  /** The share of live presentations that count as attacks. */
  bpcer: number;
  /** Over all types together. */
  eer: number;
  /** Of each part alone: its equal error rate, and how many presentations it was measured in. */
  parts: Partial<Record<Part, { eer: number; live: number; attacks: number }>>;
  trials: { live: number; attacks: Record<string, number> };
  confidence: { bpcer: [number, number]; apcer: Record<string, [number, number]> };
}

export function padReport(
  scored: readonly ScoredPresentation[],
  threshold: number,
  weights: PresentationWeights,
): PadReport {
  const live = scored.filter(({ presentation }) => presentation.type === LIVE);
  const types = [...new Set(scored.map(({ presentation }) => presentation.type))]
    .filter((type) => type !== LIVE)
    .sort();
  const report: PadReport = {
    kind: 'pad',
    threshold,
    apcer: {},
    bpcer: live.filter(({ score }) => score >= threshold).length / live.length,
    eer: ratesOf(pointsOf(scored)).eer,
    parts: partRates(scored, weights),
    trials: { live: live.length, attacks: {} },
    confidence: { bpcer: wilson(live.filter(({ score }) => score >= threshold).length, live.length), apcer: {} },
  };
  for (const type of types) {
    const own = scored.filter(({ presentation }) => presentation.type === type);
    const missed = own.filter(({ score }) => score < threshold).length;
    report.apcer[type] = missed / own.length;
    report.trials.attacks[type] = own.length;
    report.confidence.apcer[type] = wilson(missed, own.length);
  }
  return report;
}

/** Parts that say more, or less, of an attack than of a live face, in whichever direction tells them apart better. */
function partRates(scored: readonly ScoredPresentation[], weights: PresentationWeights): PadReport['parts'] {
  const rates: PadReport['parts'] = {};
  for (const part of PARTS) {
    const measured = scored.filter(({ presentation }) => presentation.evidence[part] !== undefined);
    const live = measured.filter(({ presentation }) => presentation.type === LIVE).length;
    const attacks = measured.length - live;
    if (live === 0 || attacks === 0) continue;
    const eer = ratesOf(
      pointsOf(
        measured.map(({ presentation }) => ({ presentation, score: deviations(part, presentation.evidence, weights) })),
      ),
    ).eer;
    rates[part] = { eer: Math.min(eer, 1 - eer), live, attacks };
  }
  return rates;
}

/** Attacks that pass are false matches, live presentations that do not are false non-matches. */
function pointsOf(scored: readonly ScoredPresentation[]) {
  const trials = scored.map(({ presentation, score }, i) => ({
    same: presentation.type === LIVE,
    score: -score,
    subjects: [i, i] as const,
  }));
  return operatingPoints(byFallingScore(trials));
}

const interval = ([low, high]: [number, number]): string => `[${percent(low)}, ${percent(high)}]`;

function printed({ threshold, apcer, bpcer, eer, parts, trials, confidence }: PadReport): string {
  return [
    `pad, threshold ${threshold.toFixed(3)}`,
    `BPCER ${percent(bpcer)} ${interval(confidence.bpcer)} of ${trials.live}`,
    ...Object.entries(apcer).map(
      ([type, rate]) =>
        `APCER ${type} ${percent(rate)} ${interval(confidence.apcer[type] ?? [0, 1])} of ${trials.attacks[type]}`,
    ),
    `EER ${percent(eer)}`,
    ...Object.entries(parts).map(
      ([part, alone]) => `${part} alone: EER ${percent(alone.eer)} of ${alone.live} live and ${alone.attacks} attacks`,
    ),
  ].join('\n');
}

async function writePad(folder: string, report: PadReport, scored: readonly ScoredPresentation[]): Promise<void> {
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
