import { LEVELS } from '@/lib/decision/operating-point';
import { markdownTable, percentWithin, thousands } from '@/lib/evaluation/report/markdown-table';
import type { Blocks } from '@/lib/evaluation/report/marked-block';
import { percent } from '@/lib/evaluation/report/percent';
import type { ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { type Calibrated, type LevelOutcome, levelOutcomes } from './calibrate';
import type { Chosen, ChosenNumbers } from './chosen';

/** The blocks of docs/evaluation.md that `npm run calibrate` makes. */
export function calibrationBlocks(found: Calibrated, names: { face: string; voice: string }): Blocks {
  return { 'chosen-numbers': chosenTable(found, names), levels: levelsTable(levelOutcomes(found)) };
}

function chosenTable({ face, voice }: Calibrated, names: { face: string; voice: string }): string {
  const data = (['face', 'voice'] as const).map((modality) => {
    const { trials } = modality === 'face' ? face : voice;
    return `${names[modality]}: ${support(trials)}`;
  });
  const rows = [...rowsOf('face', face), ...rowsOf('voice', voice)];
  const heading = [
    'number',
    'chosen',
    'by',
    'people',
    'genuine / impostor trials',
    'FMR % of other people',
    'FNMR % of other people',
  ];
  return `${data.join('\n\n')}\n\n${markdownTable(heading, rows)}`;
}

/** How far the trials carry, by the rule of three (ISO/IEC 19795-1). */
function support(trials: readonly ModalityTrial[]): string {
  const impostors = trials.filter(({ same }) => !same);
  const enrolled = new Set(trials.map((trial) => trial.enrolled)).size;
  const people = new Set(trials.flatMap((trial) => [trial.enrolled, trial.claimant])).size;
  const pairs = new Set(impostors.map((trial) => [trial.enrolled, trial.claimant].sort().join('\n'))).size;
  const apart = Math.floor(people / 2);
  return (
    `${thousands(people)} people, ${thousands(enrolled)} of them enrolled, ${thousands(pairs)} pairs of different people, each compared in a trial of its own. ` +
    `If pairs are independent, none of them wrong would support 1 in ${thousands(pairs / 3)}; no two of at most ${thousands(apart)} share a person, which support 1 in ${thousands(apart / 3)}.`
  );
}

function rowsOf(modality: string, { floor, pairs, enrolment, impostors, trials }: ChosenNumbers): string[][] {
  const genuine = trials.filter(({ same }) => same).length;
  const counts = `${thousands(genuine)} / ${thousands(trials.length - genuine)}`;
  const people = thousands(floor.heldOut.people);
  const { mean, deviation, least, most } = impostors;
  return [
    row(`${modality}: floor of log-in`, floor.similarity.toFixed(3), floor),
    row(`${modality}: one file against one`, pairs.similarity.toFixed(3), pairs),
    row(`${modality}: distance within a sign-up`, (1 - enrolment.similarity).toFixed(3), enrolment),
    [
      `${modality}: identification, mean and deviation of strangers`,
      `${mean.toFixed(3)}, ${deviation.toFixed(3)}`,
      'their own, or the wider one of 1 in 1,000',
      people,
      counts,
      '',
      '',
    ],
    [
      `${modality}: identification, least and most`,
      `${least.toFixed(3)}, ${most.toFixed(3)}`,
      'FMR 1 %, not below one against one; four of five people found',
      people,
      counts,
      '',
      '',
    ],
  ];
}

function row(name: string, value: string, { rate, heldOut }: Chosen): string[] {
  const { people, trials, falseMatchRate, falseNonMatchRate } = heldOut;
  return [
    name,
    value,
    `FMR ${percent(rate)}`,
    thousands(people),
    `${thousands(trials.genuine)} / ${thousands(trials.impostor)}`,
    percentWithin(falseMatchRate.rate, falseMatchRate.interval, 2),
    percentWithin(falseNonMatchRate.rate, falseNonMatchRate.interval, 2),
  ];
}

function levelsTable(outcomes: readonly LevelOutcome[]): string {
  const rows = outcomes.map(({ level, threshold, interval: [low, high], impostor, genuine }) => [
    level,
    `1 in ${thousands(LEVELS[level])}`,
    `${threshold.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`,
    oneIn(impostor.above),
    oneIn(impostor.accepted),
    percent(1 - genuine.above, 2),
    percent(1 - genuine.accepted, 2),
  ]);
  return markdownTable(
    [
      'level',
      'stated FMR',
      'threshold, nats',
      'strangers above',
      'with the floors',
      'FNMR of the score',
      'with the floors',
    ],
    rows,
  );
}

function oneIn(rate: number): string {
  return rate > 0 ? `1 in ${thousands(1 / rate)}` : 'none';
}
