import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Fusion, parsePolicyFile } from '@/lib/decision/policy-file';
import { calibrateLogin, llrEntry } from '@/lib/evaluation/calibration/calibrate';
import { calibrationBlocks } from '@/lib/evaluation/calibration/calibration-tables';
import type { Chosen, ChosenNumbers } from '@/lib/evaluation/calibration/chosen';
import { STRANGERS } from '@/lib/evaluation/calibration/fit';
import { rounded } from '@/lib/evaluation/calibration/intervals';
import { faceCaptures } from '@/lib/evaluation/login/login-captures';
import { requireLoginInputs } from '@/lib/evaluation/login/login-inputs';
import { rewritePages } from '@/lib/evaluation/report/marked-block';
import { heardVoices } from '@/lib/evaluation/voice/ensemble-captures';
import { mixtureTrials } from '@/lib/evaluation/voice/mixture-trials';
import { modelsFolder, readManifest } from '@/lib/inference/manifest';
import { voiceModel } from '@/lib/voice/model';
import { asWrongArguments, command, WrongArguments } from './command';

const USAGE = `npm run calibrate -- --faces DIR --voices DIR [options]
  Writes what similarities are worth and from where they count into models/manifest.json, and what strangers score into models/policy.json.
  --faces DIR           [group/]person/photograph, or photographs with pairs.csv; may be repeated
  --voices DIR          [group/]speaker/recording, four or more of each; strangers are of one group; may be repeated
  --markdown FILE       write the tables between the marks of a page; may be repeated
  --model ID            a voice model of models/manifest.json
  --date YYYY-MM-DD     the date to write down (today)
  --faces-name TEXT     what to call the data, for those who read the policy
  --voices-name TEXT`;

/** What is rewritten of models/manifest.json. */
interface Rewritten {
  models: { id: string }[];
  face: { embedding: object };
  voiceBackground: object;
}

async function calibrate(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const many = { type: 'string', multiple: true, default: [] as string[] } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ faces: many, voices: many, markdown: many },
      ...{ model: text, date: text, 'faces-name': text, 'voices-name': text },
    },
  });
  const { faces: faceFolders, voices: voiceFolders } = values;
  if (faceFolders.length === 0 || voiceFolders.length === 0)
    throw new WrongArguments('--faces and --voices are needed');
  const date = values.date ?? new Date().toISOString().slice(0, 10);
  await requireLoginInputs({ faces: faceFolders, voices: voiceFolders });
  const model = await voiceModel(values.model);
  const manifest = await readManifest();
  const voices = await heardVoices(voiceFolders, 'clean', model);
  const faces = await faceCaptures(faceFolders, 'clean');
  const found = calibrateLogin(faces, { references: voices.references, clean: voices.probes });
  const mixtures = mixtureTrials(voices.references, voices.probes);

  const names = {
    face: values['faces-name'] ?? faceFolders.map((folder) => basename(folder)).join(', '),
    voice: values['voices-name'] ?? voiceFolders.map((folder) => basename(folder)).join(', '),
  };
  const people = (chosen: Chosen): string => chosen.heldOut.people.toLocaleString('en');
  const faceData = `${people(found.face.floor)} people of ${names.face}, one photograph against the mean of three`;
  const voiceData = `${people(found.voice.floor)} speakers of ${names.voice}, 4 s against the mean of three recordings, strangers of the same language or set`;
  const mixtureData = `${people(found.voice.floor)} speakers of ${names.voice}, 4 s against the best of three recordings, mixtures of each half from a background of the other`;
  const face = entries(found.face, faceData, names.face, date);
  const voice = entries(found.voice, voiceData, names.voice, date);
  const mixtureLlr = llrEntry(mixtures, mixtureData, date);
  const { embedding } = manifest.face;
  const fusion: Fusion = {
    models: { face: embedding.id, voice: model.id },
    tail: {
      share: found.fit.tail.share,
      start: rounded(found.fit.tail.start),
      scale: rounded(found.fit.tail.scale),
      shape: rounded(found.fit.tail.shape),
    },
    dataset: `strangers in both: ${faceData}; ${voiceData}`,
    trials: { face: face.llr.trials.impostor, voice: voice.llr.trials.impostor, fused: STRANGERS },
    confidence: found.confidence,
    date,
  };

  await rewrite('manifest.json', (content) => {
    const { models, face: networks, voiceBackground } = content as Rewritten;
    Object.assign(networks.embedding, face);
    Object.assign(voiceBackground, { llr: mixtureLlr });
    for (const pin of models) if (pin.id === model.id) Object.assign(pin, voice);
    return content;
  });
  await rewrite('policy.json', (content) => {
    const policy = parsePolicyFile(content);
    const others = policy.fusion.filter(({ models }) => models.face !== embedding.id || models.voice !== model.id);
    const enrolment = ({ enrolment: { similarity, rate, heldOut } }: ChosenNumbers, data: string) => ({
      maxEnrolmentDistance: rounded(1 - similarity),
      evidence: `${100 * rate} % of pairs of strangers are nearer, ${(100 * heldOut.falseNonMatchRate.rate).toFixed(1)} % of pairs of one person farther, of people whom it was not chosen on: ${data}, one capture against one; ${date}, docs/evaluation.md.`,
    });
    return {
      ...policy,
      version: date,
      face: enrolment(found.face, names.face),
      voice: enrolment(found.voice, names.voice),
      fusion: [...others, fusion],
    };
  });
  const blocks = calibrationBlocks(found, names);
  if (values.markdown.length > 0) await rewritePages(values.markdown, blocks);
  for (const [name, { llr }] of Object.entries({ face, voice, mixtures: { llr: mixtureLlr } }))
    console.log(`${name}: llr = ${llr.scale} similarity ${llr.offset}; Cllr ${llr.cllr}, least ${llr.minCllr}`);
  for (const block of Object.values(blocks)) console.log(`\n${block}`);
}

/** What models/manifest.json says of a modality. */
function entries(
  { trials, floor, pairs, impostors, genuine }: ChosenNumbers,
  dataset: string,
  name: string,
  date: string,
) {
  const threshold = ({ similarity, rate }: Chosen, data: string) => ({
    similarity: rounded(similarity),
    dataset: `${data}; docs/evaluation.md`,
    falseMatchRate: rate,
    date,
  });
  const { mean, deviation, least, most } = impostors;
  return {
    calibration: threshold(floor, dataset),
    pairs: threshold(pairs, `${pairs.heldOut.people.toLocaleString('en')} people of ${name}, one against one`),
    impostors: {
      mean: rounded(mean),
      deviation: rounded(deviation),
      least: rounded(least),
      most: rounded(most),
      dataset: `${dataset}; the deviation is that of a normal distribution which 1 in 1,000 exceed as these do, \`most\` finds four of five; docs/evaluation.md`,
      date,
    },
    genuine: { mean: rounded(genuine.mean), deviation: rounded(genuine.deviation), dataset, date },
    llr: llrEntry(trials, dataset, date),
  };
}

async function rewrite(name: string, change: (content: unknown) => unknown): Promise<void> {
  const path = join(modelsFolder(), name);
  const changed = change(JSON.parse(await readFile(path, 'utf8')));
  await writeFile(path, `${JSON.stringify(changed, null, 2)}\n`);
}

await command(USAGE, (args) => calibrate(args).catch(asWrongArguments));
