import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { asSesameError } from '@/lib/errors';
import { finite, positive } from '@/lib/evaluation/arguments';
import { CONDITIONS, type Condition, firstSeconds, underCondition } from '@/lib/evaluation/data/conditions';
import { type DataFile, filesOfPeople, SOUND_EXTENSIONS } from '@/lib/evaluation/data/folders';
import { makeTrials, type Sample } from '@/lib/evaluation/rates/trials';
import { openRow, ROW_USAGE } from '@/lib/evaluation/report/marked-block';
import { ratesRow } from '@/lib/evaluation/report/rates-row';
import { makeReport, printedReport, writeReport } from '@/lib/evaluation/report/report';
import { cosineSimilarity, type Embedding } from '@/lib/math/vector';
import type { Audio } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { type VoiceModel, voiceCohort, voiceModel } from '@/lib/voice/model';
import { type ObserveOptions, observeVoice } from '@/lib/voice/observe';
import { cohortStatistics, normaliseScore } from '@/lib/voice/score';

export const VOICE_USAGE = `npm run evaluate -- voice --data DIR [options]
  DIR holds one folder of recordings a speaker: [group/]speaker/file
  --out DIR             write report.json, scores.csv, det.svg, scores.svg
  --model ID            a voice model of models/manifest.json
  --enrol N             the mean of a speaker's first N files is the reference
  --same-group          impostors from the same parent folder only
  --normalise           AS-norm with the model's cohort
  --condition NAME      of the probes: ${CONDITIONS.join(', ')}
  --snr DECIBELS        of the noise of a condition (10)
  --seconds N           only the first N seconds of the probes
  --threshold T         tell the rates at this score as well
  --refuse              refuse recordings as log-in does, instead of only those without speech
${ROW_USAGE}`;

const EVERY_ISSUE = { embedDespite: ['too_short', 'too_quiet', 'clipped', 'too_noisy'] } as const;

interface Recording extends DataFile {
  audio: Audio;
}

/** Runs `npm run evaluate -- voice` with these arguments. Throws a TypeError for arguments that it does not know. */
export async function evaluateVoice(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      out: { type: 'string' },
      model: { type: 'string' },
      enrol: { type: 'string' },
      'same-group': { type: 'boolean', default: false },
      normalise: { type: 'boolean', default: false },
      condition: { type: 'string', default: 'clean' },
      snr: { type: 'string', default: '10' },
      seconds: { type: 'string' },
      threshold: { type: 'string' },
      row: { type: 'string' },
      markdown: { type: 'string', multiple: true, default: [] as string[] },
      refuse: { type: 'boolean', default: false },
    },
  });
  if (!values.data) throw new TypeError('--data is missing');
  const writeRow = await openRow(values.markdown, values.row);
  const condition = CONDITIONS.find((known) => known === values.condition);
  if (!condition) throw new TypeError(`--condition is one of ${CONDITIONS.join(', ')}`);
  const enrol = values.enrol === undefined ? undefined : positive('--enrol', values.enrol);
  const seconds = values.seconds === undefined ? undefined : positive('--seconds', values.seconds);
  const snr = finite('--snr', values.snr);
  const threshold = values.threshold === undefined ? undefined : finite('--threshold', values.threshold);

  const model = await voiceModel(values.model);
  const { recordings, unreadable } = await decodeAll(await filesOfPeople(values.data, SOUND_EXTENSIONS));
  const options: ObserveOptions = values.refuse ? {} : EVERY_ISSUE;
  const references = await embedAll(recordings, model, options);
  const changed = condition !== 'clean' || seconds !== undefined;
  const probes = changed ? await embedAll(degraded(recordings, condition, snr, seconds), model, options) : references;
  const score = values.normalise ? await normalisedScore(values.model) : cosineSimilarity;
  const trials = makeTrials(references, probes, { enrol, sameGroup: values['same-group'], score });
  const files = recordings.length + unreadable;
  const report = makeReport({
    kind: 'voice',
    model: model.id,
    settings: {
      ...(enrol !== undefined && { enrol }),
      ...(values['same-group'] && { sameGroup: true }),
      ...(values.normalise && { normalise: true }),
      condition: condition === 'white' || condition === 'babble' ? `${condition} at ${snr} dB` : condition,
      ...(seconds !== undefined && { seconds }),
      ...(values.refuse && { refuse: true }),
    },
    failureToAcquire: (files - probes.length) / files,
    trials,
    threshold,
  });
  console.log(printedReport(report));
  await writeRow(ratesRow(report));
  if (values.out) await writeReport(values.out, report, trials);
}

async function decodeAll(files: readonly DataFile[]): Promise<{ recordings: Recording[]; unreadable: number }> {
  const recordings: Recording[] = [];
  for (const file of files) {
    try {
      recordings.push({ ...file, audio: await decodeSound(await readFile(file.path)) });
    } catch (error) {
      const known = asSesameError(error);
      if (!known) throw error;
      console.warn(`${file.file}: ${known.code}`);
    }
  }
  return { recordings, unreadable: files.length - recordings.length };
}

function* degraded(
  recordings: readonly Recording[],
  condition: Condition,
  snr: number,
  seconds: number | undefined,
): Generator<Recording> {
  for (const [i, recording] of recordings.entries()) {
    const others = recordings.filter(({ subject }) => subject !== recording.subject).map(({ audio }) => audio);
    const cut = seconds === undefined ? recording.audio : firstSeconds(recording.audio, seconds);
    yield { ...recording, audio: underCondition(cut, condition, snr, others, i + 1) };
  }
}

async function embedAll(
  recordings: Iterable<Recording>,
  model: VoiceModel,
  options: ObserveOptions,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const { audio, file, subject, group } of recordings) {
    const { embedding } = await observeVoice(audio, model, options);
    if (embedding) samples.push({ file, subject, group, embedding });
  }
  return samples;
}

async function normalisedScore(id: string | undefined): Promise<(a: Embedding, b: Embedding) => number> {
  const cohort = await voiceCohort(id);
  if (!cohort) throw new TypeError('--normalise needs a model with a cohort');
  const known = new Map<Embedding, ReturnType<typeof cohortStatistics>>();
  const statistics = (embedding: Embedding): ReturnType<typeof cohortStatistics> => {
    const found = known.get(embedding) ?? cohortStatistics(embedding, cohort);
    known.set(embedding, found);
    return found;
  };
  return (a, b) => normaliseScore(cosineSimilarity(a, b), statistics(a), statistics(b));
}
