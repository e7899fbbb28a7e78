import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { falseMatchRateOf, LEVELS, tailThreshold } from '@/lib/decision/operating-point';
import { type Fusion, parsePolicyFile } from '@/lib/decision/policy-file';
import { cllr, minCllr } from '@/lib/evaluation/calibration/cllr';
import { fitLogin, peopleIn } from '@/lib/evaluation/calibration/fit';
import { rounded, thresholdIntervals } from '@/lib/evaluation/calibration/intervals';
import { calibrated, fitCalibration } from '@/lib/evaluation/calibration/logistic';
import { pairRates } from '@/lib/evaluation/calibration/pairs';
import { faceCaptures } from '@/lib/evaluation/login/login-captures';
import { requireLoginInputs } from '@/lib/evaluation/login/login-inputs';
import { loginTrials, type ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { heardVoices } from '@/lib/evaluation/voice/ensemble-captures';
import { mixtureTrials } from '@/lib/evaluation/voice/mixture-trials';
import { modelsFolder, readManifest } from '@/lib/inference/manifest';
import { seededRandom } from '@/lib/math/random';
import { loginPolicy } from '@/lib/runtime/policy';
import { voiceModel } from '@/lib/voice/model';
import { asWrongArguments, command, WrongArguments } from './command';

const USAGE = `npm run calibrate -- --faces DIR --voices DIR [options]
  Writes what similarities are worth into models/manifest.json, and what strangers score into models/policy.json.
  --faces DIR           [group/]person/photograph, or photographs with pairs.csv
  --voices DIR          [group/]speaker/recording, four or more of each
  --model ID            a voice model of models/manifest.json
  --date YYYY-MM-DD     the date to write down (today)
  --faces-name TEXT     what to call the data, for those who read the policy
  --voices-name TEXT`;

const PAIRINGS = 3000;

/** What is rewritten of models/manifest.json. */
interface Rewritten {
  models: { id: string }[];
  face: { embedding: object };
  voiceBackground: object;
}

/** What `llr` says in models/manifest.json. */
function llrEntry(
  trials: readonly ModalityTrial[],
  fit: { scale: number; offset: number },
  dataset: string,
  date: string,
) {
  const calibration = { scale: rounded(fit.scale), offset: rounded(fit.offset) };
  const ratios = calibrated(trials, calibration);
  const genuine = trials.filter(({ same }) => same).length;
  return {
    ...calibration,
    dataset,
    trials: { genuine, impostor: trials.length - genuine },
    cllr: rounded(cllr(ratios)),
    minCllr: rounded(minCllr(ratios)),
    date,
  };
}

async function calibrate(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { faces: text, voices: text, model: text, date: text, 'faces-name': text, 'voices-name': text },
  });
  if (!values.faces || !values.voices) throw new WrongArguments('--faces and --voices are needed');
  const date = values.date ?? new Date().toISOString().slice(0, 10);
  await requireLoginInputs({ faces: [values.faces], voices: [values.voices] });
  const model = await voiceModel(values.model);
  const manifest = await readManifest();
  const face = await faceCaptures(values.faces, 'clean');
  const voice = await heardVoices(values.voices, 'clean', model);
  const faceTrials = loginTrials(face.references, face.probes, { least: 1, most: 3 });
  const voiceTrials = loginTrials(voice.references, voice.probes, { least: 3, most: 3 });
  const people = { faces: peopleIn(faceTrials), voices: peopleIn(voiceTrials) };
  const fit = fitLogin(faceTrials, voiceTrials, { ...people, pairings: PAIRINGS, random: seededRandom(20_261_121) });

  const faceData = `${people.faces.length} people of ${values['faces-name'] ?? basename(values.faces)}, one photograph against the mean of up to three`;
  const speakers = `${people.voices.length} speakers of ${values['voices-name'] ?? basename(values.voices)}`;
  const voiceData = `${speakers}, 4 s against the mean of three recordings`;
  const mixtureData = `${speakers}, 4 s against the best of three recordings, mixtures of each half from a background of the other`;
  const faceLlr = llrEntry(faceTrials, fit.face, faceData, date);
  const mixtures = mixtureTrials(voice.references, voice.probes);
  const mixtureLlr = llrEntry(mixtures, fitCalibration(mixtures), mixtureData, date);
  const voiceLlr = llrEntry(voiceTrials, fit.voice, voiceData, date);
  const embedding = manifest.face.embedding;
  const tail = Object.fromEntries(Object.entries(fit.tail).map(([name, value]) => [name, rounded(value)]));
  const fusion: Fusion = {
    models: { face: embedding.id, voice: model.id },
    tail: tail as Fusion['tail'],
    dataset: `chimeric strangers: ${faceData}; ${voiceData}`,
    trials: { face: faceLlr.trials.impostor, voice: voiceLlr.trials.impostor, fused: fit.fused },
    confidence: thresholdIntervals(faceTrials, voiceTrials, fit, people),
    date,
  };

  await rewrite('manifest.json', (content) => {
    const { models, face: faces, voiceBackground } = content as Rewritten;
    Object.assign(faces.embedding, { llr: faceLlr });
    Object.assign(voiceBackground, { llr: mixtureLlr });
    for (const pin of models) if (pin.id === model.id) Object.assign(pin, { llr: voiceLlr });
    return content;
  });
  await rewrite('policy.json', (content) => {
    const policy = parsePolicyFile(content);
    const others = policy.fusion.filter(({ models }) => models.face !== embedding.id || models.voice !== model.id);
    return { ...policy, fusion: [...others, fusion] };
  });
  for (const [name, llr] of [
    ['face', faceLlr],
    ['voice', voiceLlr],
    ['mixtures', mixtureLlr],
  ] as const)
    console.log(`${name}: llr = ${llr.scale} similarity ${llr.offset}; Cllr ${llr.cllr}, least ${llr.minCllr}`);
  for (const level of ['convenient', 'balanced', 'strict'] as const) {
    const [low, high] = fusion.confidence[level];
    const threshold = tailThreshold(falseMatchRateOf(level), fusion.tail);
    const { policy } = await loginPolicy(model.id, level);
    const { impostors, above, accepted, genuine, below, refused } = pairRates(faceTrials, voiceTrials, policy);
    console.log(
      `${level}, 1 in ${LEVELS[level]}: ${threshold.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]; of ${impostors} pairs of strangers' trials ` +
        `${above} reach it, ${accepted} with the floors; of ${genuine} genuine pairs ${refused} are refused, ${below} without the floors`,
    );
  }
}

async function rewrite(name: string, change: (content: unknown) => unknown): Promise<void> {
  const path = join(modelsFolder(), name);
  const changed = change(JSON.parse(await readFile(path, 'utf8')));
  await writeFile(path, `${JSON.stringify(changed, null, 2)}\n`);
}

await command(USAGE, (args) => calibrate(args).catch(asWrongArguments));
