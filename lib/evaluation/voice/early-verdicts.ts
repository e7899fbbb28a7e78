import { parseArgs } from 'node:util';
import { finite } from '@/lib/evaluation/arguments';
import { readSound } from '@/lib/evaluation/data/bad-data';
import { filesOfPeople } from '@/lib/evaluation/data/folders';
import { median } from '@/lib/math/statistics';
import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';
import { SAMPLE_RATE } from '@/lib/media/audio';
import { voiceCalibration } from '@/lib/recognition/calibration';
import { earlyVerdict, finalVerdict, type StreamEvidence } from '@/lib/streaming/early-verdict';
import { type VoiceModel, voiceModel } from '@/lib/voice/model';
import { speechStream } from '@/lib/voice/speech-stream';

export const EARLY_VERDICTS_USAGE = `npm run evaluate -- early-verdicts --data DIR [options]
  What early verdicts cost: every recording streams against the mean of every speaker's other recordings, with a look every half second.
  --data DIR            [group/]speaker/recording
  --threshold T         instead of the model's`;

const LOOK_EVERY_SECONDS = 0.5;

interface Look {
  speechSeconds: number;
  embedding: Embedding;
}

interface Recording {
  subject: string;
  /** At least one. */
  looks: Look[];
}

/** Prints rates and times. Throws a TypeError for arguments it does not understand. */
export async function evaluateEarlyVerdicts(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { data: { type: 'string' }, threshold: { type: 'string' } } });
  if (!values.data) throw new TypeError('--data is missing');
  const model = await voiceModel();
  const threshold =
    values.threshold !== undefined
      ? finite('--threshold', values.threshold)
      : (await voiceCalibration(model.id)).similarity;
  const recordings: Recording[] = [];
  for (const { path, subject } of await filesOfPeople(values.data, ['.flac', '.wav', '.ogg'])) {
    const looks = await streamed(path, model);
    if (looks.length > 0) recordings.push({ subject, looks });
  }
  const subjects = [...new Set(recordings.map(({ subject }) => subject))];
  const streams = recordings.flatMap((recording) =>
    subjects.flatMap((subject) => {
      const enrolled = recordings.filter((other) => other !== recording && other.subject === subject);
      if (enrolled.length === 0) return [];
      const reference = meanEmbedding(enrolled.map(({ looks }) => last(looks).embedding));
      const evidence = recording.looks.map(({ speechSeconds, embedding }) => ({
        speechSeconds,
        similarity: cosineSimilarity(embedding, reference),
      }));
      return [{ same: subject === recording.subject, evidence }];
    }),
  );

  console.log(`${model.id}, threshold ${threshold}`);
  for (const same of [true, false]) {
    const ended = streams.filter((stream) => stream.same === same).map(({ evidence }) => outcome(evidence, threshold));
    const share = (of: (one: (typeof ended)[number]) => boolean): string =>
      `${((100 * ended.filter(of).length) / ended.length).toFixed(2)} %`;
    const wanted = same ? 'same' : 'different';
    console.log(`${same ? 'genuine' : 'impostor'}: ${ended.length} streams of two seconds of speech and more`);
    console.log(`  wrong at the end of the recording ${share(({ final }) => final !== wanted)}`);
    console.log(`  wrong when closed early          ${share(({ verdict }) => verdict !== wanted)}`);
    console.log(`  verdicts that differ             ${share(({ verdict, final }) => verdict !== final)}`);
    console.log(`  closed early                     ${share(({ early }) => early)}`);
    console.log(
      `  seconds of speech to the verdict ${median(ended.map(({ seconds }) => seconds)).toFixed(2)} (median)`,
    );
    console.log(`  of the whole recording           ${median(ended.map(({ whole }) => whole)).toFixed(2)} (median)`);
  }
}

async function streamed(path: string, model: VoiceModel): Promise<Look[]> {
  const audio = await readSound(path);
  const stream = speechStream();
  const looks: Look[] = [];
  const step = LOOK_EVERY_SECONDS * SAMPLE_RATE;
  for (let at = 0; at < audio.length; at += step) {
    stream.push(audio.subarray(at, at + step));
    const speechSeconds = stream.speechSeconds();
    if (speechSeconds >= 1) looks.push({ speechSeconds, embedding: await model.embed(stream.speechFeatures()) });
  }
  return looks.length > 0 && last(looks).speechSeconds >= 2 ? looks : [];
}

function outcome(evidence: StreamEvidence[], threshold: number) {
  const whole = last(evidence);
  const final = finalVerdict(whole, threshold);
  const decided = evidence.find((look) => earlyVerdict(look, threshold) !== 'undecided');
  return {
    early: decided !== undefined,
    verdict: decided ? earlyVerdict(decided, threshold) : final,
    seconds: (decided ?? whole).speechSeconds,
    final,
    whole: whole.speechSeconds,
  };
}

function last<T>(list: readonly T[]): T {
  return list.at(-1) as T;
}
