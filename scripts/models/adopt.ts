import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { voiceThresholds } from '@/lib/evaluation/calibration/voice-thresholds';
import { requireLoginInputs } from '@/lib/evaluation/login/login-inputs';
import { heardCohort, heardRecordings } from '@/lib/evaluation/voice/heard-recordings';
import { modelsFolder } from '@/lib/inference/manifest';
import { adoptVoiceModel } from '@/lib/models/adoption/adopt';
import { UnfitModel } from '@/lib/models/onnx/inspect';
import { voiceModel } from '@/lib/voice/model';
import { asWrongArguments, command, WrongArguments } from '../command';

/** Where tests look for real faces and voices too. */
const FACES = '../shared/fixtures/faces';
const VOICES = '../shared/fixtures/voices';

const USAGE = `npm run models:adopt -- FILE [options] [-- OPTIONS OF CALIBRATE]
  Makes an ONNX file, float32 [batch, frames, 80] to [batch, N], one of the voice models of models/: checks it, runs it apart, measures and
  calibrates it, then writes file, golden values, card, policy and manifest, all or nothing. Exit status: 0 adopted, 1 not, 2 wrong arguments.
  --id ID               what VOICE_MODEL calls it (the name of the file)
  --faces DIR           as for npm run calibrate; may be given several times (${FACES})
  --voices DIR          [group/]speaker/recording, four or more of each; likewise (${VOICES})
  --cohort DIR          a folder for each of 200 other speakers or more, whose voices stand in for unknown names
  --golden FILE         {"voice": [...], "chirp": [...]}: what the reference implementation gives for lib/voice/golden/
  --input NAME, --output NAME   which of several is meant
  --licence TEXT, --origin TEXT  for the manifest and the card
  --date YYYY-MM-DD     of the measurements (today)
  --default             make it what new installations use`;

/** In a process of its own, which sees the models of `folder` and nothing of the real ones. */
async function calibrate(id: string, folder: string, options: readonly string[]): Promise<void> {
  const words = ['--import', 'tsx', 'scripts/calibrate.ts', '--model', id, ...options];
  const child = spawn(process.execPath, words, { stdio: 'inherit', env: { ...process.env, MODELS_DIR: folder } });
  const status = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (status !== 0) throw new UnfitModel(`npm run calibrate ended with ${status ?? 'a signal'} for ${id}`);
}

function foldersOf(name: string, given: readonly string[] | undefined, usual: string): readonly string[] {
  const folders = given ?? (existsSync(usual) ? [usual] : []);
  if (folders.length === 0)
    throw new WrongArguments(`--${name} is missing: a model is of no use before it is measured`);
  return folders;
}

async function adopt(args: string[]): Promise<void> {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const forCalibrate = end < 0 ? [] : args.slice(end + 1);
  const text = { type: 'string' } as const;
  const several = { type: 'string', multiple: true } as const;
  const { values, positionals } = parseArgs({
    args: own,
    allowPositionals: true,
    options: {
      id: text,
      faces: several,
      voices: several,
      cohort: text,
      golden: text,
      input: text,
      output: text,
      licence: { ...text, default: 'not stated' },
      origin: text,
      date: text,
      default: { type: 'boolean', default: false },
    },
  });
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new WrongArguments('say which file, and one alone');
  const faces = foldersOf('faces', values.faces, FACES);
  const voices = foldersOf('voices', values.voices, VOICES);
  await requireLoginInputs({ faces, voices });
  const date = values.date ?? new Date().toISOString().slice(0, 10);
  const { cohort } = values;
  const data = [...faces.flatMap((folder) => ['--faces', folder]), ...voices.flatMap((folder) => ['--voices', folder])];
  const { pin, trial } = await adoptVoiceModel(
    {
      file,
      id: values.id ?? basename(file, '.onnx').toLowerCase(),
      licence: values.licence,
      origin: values.origin ?? basename(file),
      date,
      golden: values.golden,
      input: values.input,
      output: values.output,
      isDefault: values.default,
    },
    {
      cohort: async (id, folder) =>
        cohort === undefined ? undefined : heardCohort(cohort, await voiceModel(id, { folder })),
      measure: async (id, folder) => {
        const name = voices.map((each) => basename(each)).join(', ');
        return voiceThresholds(await heardRecordings(voices, await voiceModel(id, { folder })), { name, date });
      },
      calibrate: (id, folder) => calibrate(id, folder, [...data, '--date', date, ...forCalibrate]),
      say: (step) => console.info(`${step} ...`),
    },
    modelsFolder(),
  );
  console.log(
    `${pin.id}: ${pin.embeddingSize} values, ${trial.milliseconds.toFixed(1)} ms for 5 s of speech, similarity ${pin.calibration?.similarity} at FMR 1 %`,
  );
  console.log(values.default ? `It is the default now.` : `Set VOICE_MODEL=${pin.id} to use it.`);
}

await command(USAGE, async (args) => {
  try {
    await adopt(args).catch(asWrongArguments);
  } catch (error) {
    if (!(error instanceof UnfitModel)) throw error;
    console.error(`not adopted: ${error.message}`);
    process.exitCode = 1;
  }
});
