import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { speaksAgainst } from '@/lib/decision/ensemble';
import { weighedRatio } from '@/lib/decision/likelihood-ratio';
import { faceCaptures, type LoginCondition } from '@/lib/evaluation/login/login-captures';
import { requireLoginInputs } from '@/lib/evaluation/login/login-inputs';
import { byFallingScore, operatingPoints, type Trial } from '@/lib/evaluation/rates/rates';
import { markdownTable } from '@/lib/evaluation/report/markdown-table';
import { rewritePages } from '@/lib/evaluation/report/marked-block';
import { percent } from '@/lib/evaluation/report/percent';
import { detCurve } from '@/lib/evaluation/report/plot';
import { ratesHeading, ratesRow } from '@/lib/evaluation/report/rates-row';
import { makeReport, printedReport, type Report } from '@/lib/evaluation/report/report';
import { DRAWN, loginTrials } from '@/lib/evaluation/trials/modality-trials';
import { readManifest } from '@/lib/inference/manifest';
import { isSpread } from '@/lib/risk/signals/scores';
import { voiceModel } from '@/lib/voice/model';
import { heardVoices } from './ensemble-captures';
import { crossValidateEnsemble, type JudgedVoice } from './ensemble-cross-validation';
import type { Member } from './ensemble-members';

export const ENSEMBLE_USAGE = `npm run evaluate -- ensemble --faces DIR --voices DIR [options]
  What each opinion about a voice adds, alone and beside a face, on people that nothing was fitted to.
  --faces DIR           [group/]person/photograph, or photographs with pairs.csv
  --voices DIR          [group/]speaker/recording of up to 15 s, four or more of each
  --out DIR             write report.json, and a DET curve for each ensemble
  --model ID            a voice model of models/manifest.json
  --condition NAME      of what is shown at log-in: clean, degraded (small dark faces, 2 s of speech in babble)
  --markdown FILE       write the tables of this condition between the marks of a page; may be repeated`;

/** Their opinions count alike: the mean of calibrated log-likelihood ratios. */
const ENSEMBLES = {
  'one-window': ['window'],
  'three-windows': ['windows'],
  network: ['whole'],
  mixtures: ['mixtures'],
  'raw-mixtures': ['rawMixtures'],
  'network-and-mixtures': ['whole', 'mixtures'],
  'network-and-raw-mixtures': ['whole', 'rawMixtures'],
} as const satisfies Record<string, readonly Member[]>;
type Ensemble = keyof typeof ENSEMBLES;
const NAMES = Object.keys(ENSEMBLES) as Ensemble[];

/** Of the log-ins above the voice's floor, those of which the network and the mixtures are not of one mind. */
interface Disagreement {
  /** Log-ins above the floor. */
  passing: number;
  /** Shares of them: further apart than `ensemble_spread` allows, and with mixtures that speak against the person. */
  spread: number;
  against: number;
}

interface EnsembleReport {
  kind: 'ensemble';
  voice: Record<Ensemble, Report>;
  withFace: Record<Ensemble, Report>;
  disagreement: { genuine: Disagreement; impostor: Disagreement };
}

/** Runs `npm run evaluate -- ensemble` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateEnsemble(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ faces: text, voices: text, out: text, model: text, condition: { ...text, default: 'clean' } },
      markdown: { ...text, multiple: true, default: [] as string[] },
    },
  });
  const { faces, voices, condition, out } = values;
  if (!faces || !voices) throw new TypeError('--faces and --voices are needed');
  if (condition !== 'clean' && condition !== 'degraded') throw new TypeError('--condition is clean or degraded');
  await requireLoginInputs({ faces: [faces], voices: [voices] });
  const model = await voiceModel(values.model);
  const { face: networks } = await readManifest();
  const heard = (each: LoginCondition): ReturnType<typeof heardVoices> => heardVoices([voices], each, model);
  const seen = async (each: LoginCondition) => {
    const { references, probes } = await faceCaptures([faces], each);
    return loginTrials(references, probes, { least: 1, most: 3 }, DRAWN.face);
  };
  const clean = { voice: await heard('clean'), face: await seen('clean') };
  const judged = condition === 'clean' ? clean : { voice: await heard(condition), face: await seen(condition) };
  const found = crossValidateEnsemble(
    { clean: clean.voice, judged: judged.voice },
    { clean: clean.face, judged: judged.face },
  );

  const reportOf = (name: string, names: string, trials: readonly Trial[]): Report =>
    makeReport({
      kind: 'ensemble',
      model: names,
      settings: { ensemble: name, condition, crossValidated: true },
      failureToAcquire: judged.voice.failureToAcquire,
      trials: trials.map((trial) => ({ ...trial, reference: '', probe: '' })),
    });
  const voiceTrials = (name: Ensemble): Trial[] =>
    found.voices.map((trial) => ({ ...trial, score: meanRatio(trial, name) }));
  const chimericTrials = (name: Ensemble): Trial[] =>
    found.chimeras.map((trial) => ({
      ...trial,
      score: trial.face + weighedRatio(meanRatio(trial, name), trial.weight),
    }));
  const both = `${networks.embedding.id} + ${model.id}`;
  const report: EnsembleReport = {
    kind: 'ensemble',
    voice: mapEnsembles((name) => reportOf(name, model.id, voiceTrials(name))),
    withFace: mapEnsembles((name) => reportOf(name, both, chimericTrials(name))),
    disagreement: { genuine: disagreement(found.voices, true), impostor: disagreement(found.voices, false) },
  };
  print(report);
  if (values.markdown.length > 0)
    await rewritePages(values.markdown, {
      [`ensemble-${condition}`]: tableOf(report.voice),
      [`ensemble-${condition}-with-face`]: tableOf(report.withFace),
    });
  if (!out) return;
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  for (const name of NAMES) {
    const points = operatingPoints(byFallingScore(voiceTrials(name)));
    await writeFile(join(out, `det-${name}.svg`), detCurve(points, `voice, ${name}, ${condition}`));
  }
}

function meanRatio({ ratios }: JudgedVoice, name: Ensemble): number {
  const members = ENSEMBLES[name];
  return members.reduce((sum, member) => sum + ratios[member], 0) / members.length;
}

function disagreement(voices: readonly JudgedVoice[], same: boolean): Disagreement {
  const passing = voices.filter((trial) => trial.same === same && trial.ratios.whole >= 0);
  const share = (is: (trial: JudgedVoice) => boolean): number => passing.filter(is).length / passing.length;
  return {
    passing: passing.length,
    spread: share(({ ratios }) => isSpread([ratios.whole, ratios.mixtures], 'voices')),
    against: share(({ ratios, weight }) => speaksAgainst(ratios.mixtures, weight)),
  };
}

function mapEnsembles<T>(make: (name: Ensemble) => T): Record<Ensemble, T> {
  return Object.fromEntries(NAMES.map((name) => [name, make(name)])) as Record<Ensemble, T>;
}

const tableOf = (reports: Record<Ensemble, Report>): string =>
  markdownTable(
    ratesHeading('opinions'),
    NAMES.map((name) => [name.replaceAll('-', ' '), ...ratesRow(reports[name])]),
  );

function print({ voice, withFace, disagreement: found }: EnsembleReport): void {
  for (const name of NAMES) console.log(`${printedReport(voice[name])}\n`);
  for (const name of NAMES) console.log(`${printedReport(withFace[name])}\n`);
  for (const [kind, { passing, spread, against }] of Object.entries(found))
    console.log(
      `${passing} ${kind} log-ins above the floor: in ${percent(spread)} network and mixtures are far apart, ` +
        `in ${percent(against)} the mixtures speak against the person`,
    );
}
