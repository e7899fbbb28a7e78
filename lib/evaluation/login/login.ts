import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePolicyFile } from '@/lib/decision/policy-file';
import { byFallingScore, operatingPoints } from '@/lib/evaluation/rates/rates';
import type { NamedTrial } from '@/lib/evaluation/rates/trials';
import { thousands } from '@/lib/evaluation/report/markdown-table';
import { rewritePages } from '@/lib/evaluation/report/marked-block';
import { percent } from '@/lib/evaluation/report/percent';
import { detCurve, scoreHistogram } from '@/lib/evaluation/report/plot';
import { makeReport, printedReport, type Report } from '@/lib/evaluation/report/report';
import { DRAWN, loginTrials, type ModalityTrial, THREE } from '@/lib/evaluation/trials/modality-trials';
import { readManifest, readPolicyJson } from '@/lib/inference/manifest';
import { voiceModel } from '@/lib/voice/model';
import { type Captures, faceCaptures, voiceCaptures } from './login-captures';
import {
  crossValidate,
  type JudgedTrial,
  type Level,
  type LevelRates,
  type ModalityTrials,
  type Rate,
} from './login-cross-validation';
import { requireLoginInputs } from './login-inputs';
import { loginBlocks } from './login-tables';

export const LOGIN_USAGE = `npm run evaluate -- login --faces DIR --voices DIR [options]
  Chimeric people: every face with every voice, judged by what was fitted to other people.
  --faces DIR           [group/]person/photograph, or photographs with pairs.csv; may be repeated
  --voices DIR          [group/]speaker/recording, four or more of each; strangers are of one group; may be repeated
  --out DIR             write report.json, and a DET curve and a histogram for each rule
  --markdown FILE       write the tables between the marks of a page; may be repeated
  --model ID            a voice model of models/manifest.json
  --faces-name TEXT     what to call the data, for those who read the page
  --voices-name TEXT
  --condition NAME      of what is shown at log-in: clean, degraded (small dark faces, 2 s of speech in babble)`;

const RULES = ['face', 'voice', 'and', 'fusion'] as const;
type Rule = (typeof RULES)[number];

/** The keys of a report of voices for each rule, in log-likelihood ratios; `and` asks the same of both modalities. */
type LoginReport = { kind: 'login'; data: string; levels: Record<Level, LevelRates> } & Record<Rule, Report>;

/** Runs `npm run evaluate -- login` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateLogin(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const many = { type: 'string', multiple: true, default: [] as string[] } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ faces: many, voices: many, markdown: many, 'faces-name': text, 'voices-name': text },
      ...{ out: text, model: text, condition: { ...text, default: 'clean' } },
    },
  });
  const { faces, voices, condition } = values;
  if (faces.length === 0 || voices.length === 0) throw new TypeError('--faces and --voices are needed');
  if (condition !== 'clean' && condition !== 'degraded') throw new TypeError('--condition is clean or degraded');
  await requireLoginInputs({ faces, voices });
  const model = await voiceModel(values.model);
  const { face: networks } = await readManifest();
  const voice = bothConditions('voice', await voiceCaptures(voices, condition, model));
  const face = bothConditions('face', await faceCaptures(faces, condition));
  const { judged, levels } = crossValidate(face, voice, parsePolicyFile(await readPolicyJson()));

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
  const names = {
    face: values['faces-name'] ?? faces.map((folder) => basename(folder)).join(', '),
    voice: values['voices-name'] ?? voices.map((folder) => basename(folder)).join(', '),
  };
  const report: LoginReport = {
    kind: 'login',
    data: `${described(names.face, face)}; ${described(names.voice, voice)}.`,
    levels,
    face: reportOf('face'),
    voice: reportOf('voice'),
    and: reportOf('and'),
    fusion: reportOf('fusion'),
  };
  print(report);
  const rules = { face: report.face, voice: report.voice, and: report.and, fusion: report.fusion };
  if (values.markdown.length > 0)
    await rewritePages(values.markdown, loginBlocks({ condition, data: report.data, rules, levels }));
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

interface Judged extends ModalityTrials {
  failureToAcquire: number;
}

/** What is fitted to is always clean: the enrolled captures against each other, or what they were before they were made worse. */
function bothConditions(modality: 'face' | 'voice', { references, clean, probes, failureToAcquire }: Captures): Judged {
  const trials = (shown: Captures['probes']): ModalityTrial[] => loginTrials(references, shown, THREE, DRAWN[modality]);
  const good = trials(clean);
  return { clean: good, judged: probes === clean ? good : trials(probes), failureToAcquire };
}

/** "LFW: 2,890 people, 294 of them enrolled, 1,200 genuine and 800,000 impostor trials, failure to acquire 8.0 %". */
function described(name: string, { judged, failureToAcquire }: Judged): string {
  const genuine = judged.filter(({ same }) => same);
  const enrolled = new Set(genuine.map((trial) => trial.enrolled)).size;
  const people = new Set(judged.map(({ claimant }) => claimant)).size;
  const counts = `${thousands(genuine.length)} genuine and ${thousands(judged.length - genuine.length)} impostor trials`;
  return `${name}: ${thousands(people)} people, ${enrolled} of them enrolled with three captures, ${counts}, failure to acquire ${percent(failureToAcquire)}`;
}

function print(report: LoginReport): void {
  console.log(`${report.data}\n`);
  for (const rule of RULES) console.log(`${printedReport(report[rule])}\n`);
  for (const [level, { above, falseMatchRate, falseNonMatchRate }] of Object.entries(report.levels)) {
    const line = (name: string, { rate, interval: [low, high] }: Rate): string =>
      `${name} ${percent(rate, 4)} [${percent(low, 4)}, ${percent(high, 4)}]`;
    const rates = [line('above', above), line('FMR', falseMatchRate), line('FNMR', falseNonMatchRate)];
    console.log(`${level.padEnd(12)}${rates.join('   ')}`);
  }
}
