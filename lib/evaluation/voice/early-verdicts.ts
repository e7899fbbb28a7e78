import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { finite } from '@/lib/evaluation/arguments';
import { readSound } from '@/lib/evaluation/data/bad-data';
import { filesOfPeople } from '@/lib/evaluation/data/folders';
import { markdownTable, thousands } from '@/lib/evaluation/report/markdown-table';
import { rewritePages } from '@/lib/evaluation/report/marked-block';
import { percent } from '@/lib/evaluation/report/percent';
import { median } from '@/lib/math/statistics';
import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';
import { SAMPLE_RATE } from '@/lib/media/audio';
import { voiceCalibration, voiceRatio } from '@/lib/recognition/calibration';
import {
  earlyVerdict,
  finalVerdict,
  type StreamEvidence,
  type StreamThreshold,
  type StreamVerdict,
} from '@/lib/streaming/early-verdict';
import { type VoiceModel, voiceModel } from '@/lib/voice/model';
import { speechStream } from '@/lib/voice/speech-stream';

export const EARLY_VERDICTS_USAGE = `npm run evaluate -- early-verdicts --data DIR [options]
  What early verdicts cost: every recording streams against the mean of every speaker's other recordings, with a look every half second.
  --data DIR            [group/]speaker/recording
  --threshold T         instead of the model's
  --markdown FILE       write the table between the marks of a page; may be repeated`;

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
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { data: text, threshold: text, markdown: { ...text, multiple: true, default: [] as string[] } },
  });
  if (!values.data) throw new TypeError('--data is missing');
  const files = await filesOfPeople(values.data, ['.flac', '.wav', '.ogg']);
  const model = await voiceModel();
  const similarity =
    values.threshold !== undefined
      ? finite('--threshold', values.threshold)
      : (await voiceCalibration(model.id)).similarity;
  const threshold = { similarity, scale: (await voiceRatio(model.id)).scale };
  const recordings: Recording[] = [];
  for (const { path, subject } of files) {
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
      return [{ same: subject === recording.subject, ...outcome(evidence, threshold) }];
    }),
  );
  const table = markdownTable(
    HEADING,
    [true, false].map((same) =>
      rowOf(
        similarity,
        same,
        streams.filter((stream) => stream.same === same),
      ),
    ),
  );
  const page = `${model.id}, ${subjects.length} speakers of ${basename(values.data)}, ${recordings.length} recordings with two seconds of speech and more\n\n${table}`;
  console.log(page);
  if (values.markdown.length > 0) await rewritePages(values.markdown, { 'early-verdicts': page });
}

const HEADING = [
  'threshold',
  'streams',
  'wrong at the end',
  'wrong when closed early',
  'verdicts that differ',
  'closed early',
  'speech to the verdict / in the file (median)',
];

function rowOf(threshold: number, same: boolean, ended: readonly Outcome[]): string[] {
  const wanted = same ? 'same' : 'different';
  const share = (of: (one: Outcome) => boolean): string => percent(ended.filter(of).length / ended.length, 2);
  const seconds = (of: (one: Outcome) => number): string => `${median(ended.map(of)).toFixed(2)} s`;
  return [
    threshold.toFixed(3),
    `${thousands(ended.length)} ${same ? 'genuine' : 'impostor'}`,
    share(({ final }) => final !== wanted),
    share(({ verdict }) => verdict !== wanted),
    share(({ verdict, final }) => verdict !== final),
    share(({ early }) => early),
    `${seconds((one) => one.seconds)} / ${seconds(({ whole }) => whole)}`,
  ];
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

/** How a stream ends, closed early and at its end. */
interface Outcome {
  early: boolean;
  verdict: StreamVerdict;
  final: StreamVerdict;
  /** Of speech, to the verdict and in the whole recording. */
  seconds: number;
  whole: number;
}

function outcome(evidence: StreamEvidence[], threshold: StreamThreshold): Outcome {
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
