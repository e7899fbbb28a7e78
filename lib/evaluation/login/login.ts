import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePolicyFile } from '@/lib/decision/policy-file';
import { bootstrap, type Interval, intervalOf } from '@/lib/evaluation/rates/bootstrap';
import { byFallingScore, operatingPoints, pointAt } from '@/lib/evaluation/rates/rates';
import type { NamedTrial } from '@/lib/evaluation/rates/trials';
import { detCurve, scoreHistogram } from '@/lib/evaluation/report/plot';
import { makeReport, printedReport, type Report } from '@/lib/evaluation/report/report';
import { loginTrials } from '@/lib/evaluation/trials/modality-trials';
import { readManifest, readPolicyJson } from '@/lib/inference/manifest';
import { voiceModel } from '@/lib/voice/model';
import { type Captures, faceCaptures, type LoginCondition, voiceCaptures } from './login-captures';
import { crossValidate, type JudgedTrial, type Level, type ModalityTrials } from './login-cross-validation';
import { requireLoginInputs } from './login-inputs';

export const LOGIN_USAGE = `npm run evaluate -- login --faces DIR --voices DIR [options]
  Chimeric people: the face of one, the voice of another, paired anew many times.
  --faces DIR           [group/]person/photograph, or photographs with pairs.csv
  --voices DIR          [group/]speaker/recording, four or more of each
  --out DIR             write report.json, and a DET curve and a histogram for each rule
  --model ID            a voice model of models/manifest.json
  --condition NAME      of what is shown at log-in: clean, degraded (small dark faces, 2 s of speech in babble)`;

const RULES = ['face', 'voice', 'and', 'fusion'] as const;
type Rule = (typeof RULES)[number];

/** What `decide` does at a level: floors, weights and the fused threshold. Rates are fractions, intervals 95 %. */
interface LevelReport {
  falseMatchRate: number;
  falseNonMatchRate: number;
  confidence: { falseMatchRate: Interval; falseNonMatchRate: Interval };
}

/** The keys of a report of voices for each rule, in log-likelihood ratios; `and` asks the same of both modalities. */
type LoginReport = { kind: 'login'; levels: Record<Level, LevelReport> } & Record<Rule, Report>;

/** Runs `npm run evaluate -- login` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateLogin(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { faces: text, voices: text, out: text, model: text, condition: { ...text, default: 'clean' } },
  });
  if (!values.faces || !values.voices) throw new TypeError('--faces and --voices are needed');
  const condition = values.condition;
  if (condition !== 'clean' && condition !== 'degraded') throw new TypeError('--condition is clean or degraded');
  await requireLoginInputs({ faces: [values.faces], voices: [values.voices] });
  const model = await voiceModel(values.model);
  const { face: networks } = await readManifest();
  const [voiceFolder, faceFolder] = [values.voices, values.faces];
  const face = await bothConditions(condition, { least: 1, most: 3 }, (each) => faceCaptures(faceFolder, each));
  const voice = await bothConditions(condition, { least: 3, most: 3 }, (each) =>
    voiceCaptures(voiceFolder, each, model),
  );
  const judged = crossValidate(face, voice, parsePolicyFile(await readPolicyJson()));

  const scores: Record<Rule, (trial: JudgedTrial) => number> = {
    face: (trial) => trial.face,
    voice: (trial) => trial.voice,
    and: (trial) => Math.min(trial.face, trial.voice),
    fusion: (trial) => trial.fused,
  };
  const failures = { face: face.failureToAcquire, voice: voice.failureToAcquire };
  const either = 1 - (1 - failures.face) * (1 - failures.voice);
  const models = { face: networks.embedding.id, voice: model.id };
  const trials = (rule: Rule): NamedTrial[] =>
    judged.map((trial) => ({
      same: trial.same,
      score: scores[rule](trial),
      subjects: trial.subjects,
      reference: '',
      probe: '',
    }));
  const reportOf = (rule: Rule): Report =>
    makeReport({
      kind: 'login',
      model: rule === 'face' || rule === 'voice' ? models[rule] : `${models.face} + ${models.voice}`,
      settings: { rule, condition, crossValidated: true },
      failureToAcquire: rule === 'face' || rule === 'voice' ? failures[rule] : either,
      trials: trials(rule),
    });
  const report: LoginReport = {
    kind: 'login',
    levels: {
      convenient: levelReport(judged, 'convenient'),
      balanced: levelReport(judged, 'balanced'),
      strict: levelReport(judged, 'strict'),
    },
    face: reportOf('face'),
    voice: reportOf('voice'),
    and: reportOf('and'),
    fusion: reportOf('fusion'),
  };
  print(report);
  if (!values.out) return;
  await mkdir(values.out, { recursive: true });
  await writeFile(join(values.out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  for (const rule of RULES) {
    const title = `log-in, ${rule}, ${condition}`;
    await writeFile(
      join(values.out, `det-${rule}.svg`),
      detCurve(operatingPoints(byFallingScore(trials(rule))), title),
    );
    await writeFile(join(values.out, `scores-${rule}.svg`), scoreHistogram(trials(rule), title));
  }
}

async function bothConditions(
  condition: LoginCondition,
  enrolled: { least: number; most: number },
  capture: (condition: LoginCondition) => Promise<Captures>,
): Promise<ModalityTrials & { failureToAcquire: number }> {
  const good = await capture('clean');
  const clean = loginTrials(good.references, good.probes, enrolled);
  if (condition === 'clean') return { clean, judged: clean, failureToAcquire: good.failureToAcquire };
  const { references, probes, failureToAcquire } = await capture(condition);
  return { clean, judged: loginTrials(references, probes, enrolled), failureToAcquire };
}

function levelReport(judged: readonly JudgedTrial[], level: Level): LevelReport {
  const trials = judged.map(({ same, subjects, accepted }) => ({ same, subjects, score: accepted[level] ? 1 : 0 }));
  const rates = ({ falseMatchRate, falseNonMatchRate }: LevelReport | ReturnType<typeof pointAt>) => ({
    falseMatchRate,
    falseNonMatchRate,
  });
  const drawn = bootstrap(trials, (points) => rates(pointAt(points, 1)));
  return {
    ...rates(pointAt(operatingPoints(byFallingScore(trials)), 1)),
    confidence: {
      falseMatchRate: intervalOf(drawn.map(({ falseMatchRate }) => falseMatchRate)),
      falseNonMatchRate: intervalOf(drawn.map(({ falseNonMatchRate }) => falseNonMatchRate)),
    },
  };
}

function print(report: LoginReport): void {
  for (const rule of RULES) console.log(`${printedReport(report[rule])}\n`);
  for (const [level, { falseMatchRate, falseNonMatchRate, confidence }] of Object.entries(report.levels)) {
    const line = (name: string, rate: number, [low, high]: Interval): string =>
      `${name} ${(100 * rate).toFixed(3)} % [${(100 * low).toFixed(3)}, ${(100 * high).toFixed(3)}]`;
    const rates = [
      line('FMR', falseMatchRate, confidence.falseMatchRate),
      line('FNMR', falseNonMatchRate, confidence.falseNonMatchRate),
    ];
    console.log(`${level.padEnd(12)}${rates.join('   ')}`);
  }
}
